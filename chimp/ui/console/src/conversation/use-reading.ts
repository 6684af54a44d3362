import { useEffect, useState } from "react";
import { act } from "../desk/acts.ts";
import { isParticipant } from "../desk/desk.ts";
import { tellDesk, useDesk } from "../desk/store.ts";

/**
 * Tells the customer that what is on the screen was read, by whoever takes part and looks at it;
 * `isAtEnd`: the newest is on the screen.
 */
export function useReading(sessionId: string, isAtEnd: boolean): void {
  const isLooking = useLooking() && isAtEnd;
  const lastSeq = useDesk((desk) => desk.threads[sessionId]?.lastSeq ?? 0);
  const isNew = useDesk((desk) => {
    const session = desk.sessions[sessionId];
    const thread = desk.threads[sessionId];
    return session !== undefined && isParticipant(desk, session) && (thread?.unread ?? 0) > 0;
  });
  useEffect(() => {
    const { me } = useDesk.getState();
    if (!isLooking || !isNew || lastSeq === 0 || me === null) {
      return;
    }
    if (act("viewed", { sessionId, delivered: lastSeq, read: lastSeq })) {
      const by = { kind: "attendant", id: me } as const;
      const at = Date.now();
      tellDesk({ type: "seen", seen: { sessionId, by, read: lastSeq, delivered: lastSeq, at } });
    }
  }, [sessionId, isLooking, isNew, lastSeq]);
}

/** Whether somebody looks at this page now. */
export function useLooking(): boolean {
  const [isLooking, setLooking] = useState(looks);
  useEffect(() => {
    const look = () => setLooking(looks());
    const events = ["focus", "blur"] as const;
    for (const event of events) {
      addEventListener(event, look);
    }
    document.addEventListener("visibilitychange", look);
    return () => {
      for (const event of events) {
        removeEventListener(event, look);
      }
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return isLooking;
}

function looks(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}
