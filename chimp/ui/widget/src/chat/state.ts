/* What is to be seen: everything that the views show comes from one such value. */

import type { Conversation } from "@chimp/client";
import type { SystemLine } from "./entries.ts";
import type { Attending } from "./record.ts";

/**
 * `start`: nothing has been written yet. `resting`: nobody was heard for long, and writing goes on
 * with it. `closed`: a person has ended it.
 */
export type Phase = "start" | "waiting" | "talking" | "resting" | "closed";

export type Line = "idle" | "connecting" | "online" | "offline";

export type Problem = "refused" | "identityRefused" | "tooMany";

export interface State {
  readonly phase: Phase;
  readonly conversation: Conversation;
  readonly line: Line;
  /** Nobody is there to answer; null while that is not known. */
  readonly isAway: boolean | null;
  readonly attendant: Attending | null;
  readonly queuePosition: number | null;
  readonly lines: readonly SystemLine[];
  readonly isLeft: boolean;
  readonly canRate: boolean;
  readonly rating: number | null;
  readonly problem: Problem | null;
  readonly isMuted: boolean;
  /** The form before the conversation is filled in, or not wanted. */
  readonly isIntroduced: boolean;
  readonly draft: string;
  /** For screen readers: what came last. */
  readonly announcement: string;
}
