import { SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { INBOX } from "../app/paths.ts";
import { useLine } from "../desk/line.ts";
import { useDesk, useSession } from "../desk/store.ts";
import { loadSession, loadThread } from "../desk/threads.ts";
import { words as everywhere } from "../language/index.ts";
import { Button, Callout, EmptyState, SkeletonRows } from "../ui/index.ts";
import { Composer } from "./composer.tsx";
import styles from "./conversation-pane.module.css";
import { Header } from "./header.tsx";
import { OfferBar } from "./offer-bar.tsx";
import { TimelineView } from "./timeline-view.tsx";
import { words } from "./words.ts";

/** One session: who it is with, what was said, and where one writes. */
export function ConversationPane({ sessionId }: { sessionId: string }) {
  const session = useSession(sessionId);
  const isDeskLoaded = useDesk((desk) => desk.isLoaded);
  const isUnknown = isDeskLoaded && session === null;
  const found = useFinding(sessionId, isUnknown);
  const loading = useThread(sessionId, session !== null && isDeskLoaded);
  const hasThread = useDesk((desk) => (desk.threads[sessionId]?.messages.length ?? 0) > 0);
  if (session === null) {
    return found === "none" ? (
      <NotFound />
    ) : (
      <SkeletonRows rows={6} label={everywhere("loading")} />
    );
  }
  return (
    <div className={styles.pane}>
      <Header session={session} />
      {loading.hasFailed && (
        <Callout
          tone="danger"
          className={styles.problem}
          action={
            <Button size="small" onClick={loading.again}>
              {everywhere("tryAgain")}
            </Button>
          }
        >
          {words("loadFailed")}
        </Callout>
      )}
      {loading.isDone || hasThread ? (
        <TimelineView session={session} />
      ) : (
        <div className={styles.waiting}>
          {!loading.hasFailed && <SkeletonRows rows={5} label={everywhere("loading")} />}
        </div>
      )}
      <OfferBar session={session} />
      <Composer session={session} />
    </div>
  );
}

/** Fetches the newest messages and the notes; a thread that is known is shown at once. */
function useThread(sessionId: string, isReady: boolean) {
  const [state, setState] = useState<"asking" | "done" | "failed">("asking");
  const [times, setTimes] = useState(0);
  const isOnline = useLine((line) => line.state === "online");
  const done = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks again, and so does a line
  useEffect(() => {
    if (!isReady || done.current === sessionId) {
      return; // what is missed from now on is fetched as a gap
    }
    let isOver = false;
    setState("asking");
    loadThread(sessionId).then(
      () => {
        if (!isOver) {
          done.current = sessionId;
          setState("done");
        }
      },
      () => !isOver && setState("failed"),
    );
    return () => {
      isOver = true;
    };
  }, [sessionId, isReady, isOnline, times]);
  return {
    isDone: state === "done",
    hasFailed: state === "failed",
    again: () => setTimes((before) => before + 1),
  };
}

function useFinding(sessionId: string, isUnknown: boolean): "asking" | "found" | "none" {
  const [state, setState] = useState<"asking" | "found" | "none">("asking");
  useEffect(() => {
    if (!isUnknown) {
      return;
    }
    let isOver = false;
    loadSession(sessionId).then(
      (isThere) => !isOver && setState(isThere ? "found" : "none"),
      () => !isOver && setState("none"),
    );
    return () => {
      isOver = true;
    };
  }, [sessionId, isUnknown]);
  return state;
}

function NotFound() {
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon={<SearchX />}
      title={words("notFound")}
      action={<Button onClick={() => navigate(INBOX)}>{everywhere("back")}</Button>}
    >
      {words("notFoundAbout")}
    </EmptyState>
  );
}
