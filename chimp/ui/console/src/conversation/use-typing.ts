import { useEffect, useMemo, useRef } from "react";
import { act } from "../desk/acts.ts";

/** How often it is said again, and after which pause one has stopped, in milliseconds. */
const AGAIN = 3000;
const PAUSE = 5000;

/** Tells the customer that somebody is writing; what is written stays here until it is sent. */
export function useTyping(sessionId: string, isOn: boolean) {
  const state = useRef<{ saidAt: number; timer: ReturnType<typeof setTimeout> | null }>({
    saidAt: 0,
    timer: null,
  });
  const typing = useMemo(() => {
    function stop(says: boolean) {
      const { current } = state;
      if (current.timer !== null) {
        clearTimeout(current.timer);
        current.timer = null;
      }
      if (current.saidAt > 0 && says) {
        act("typing", { sessionId, isTyping: false });
      }
      current.saidAt = 0;
    }
    return {
      wrote(text: string) {
        if (!isOn) {
          return;
        }
        if (text.trim() === "") {
          stop(true);
          return;
        }
        const { current } = state;
        const now = Date.now();
        if (now - current.saidAt >= AGAIN) {
          current.saidAt = now;
          act("typing", { sessionId, isTyping: true });
        }
        if (current.timer !== null) {
          clearTimeout(current.timer);
        }
        current.timer = setTimeout(() => stop(true), PAUSE);
      },
      /** What was sent says by itself that one has stopped. */
      sent: () => stop(false),
      stop: () => stop(true),
    };
  }, [sessionId, isOn]);
  useEffect(() => () => typing.stop(), [typing]);
  return typing;
}
