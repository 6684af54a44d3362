import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { DeskSession } from "../desk/desk.ts";
import { useDesk } from "../desk/store.ts";
import { words as everywhere } from "../language/index.ts";
import { customerName } from "../queue/names.ts";
import { Button, Skeleton } from "../ui/index.ts";
import { fetchMore, hasMore, useEarlier } from "./history.ts";
import { Item } from "./item.tsx";
import { type TimelineItem, timelineOf } from "./timeline.ts";
import styles from "./timeline-view.module.css";
import { useReading } from "./use-reading.ts";
import { words } from "./words.ts";
import { WritingLine } from "./writing-line.tsx";

/** So near to the end counts as being there, in pixels. */
const NEAR = 60;
/** So near to the top more is fetched. */
const AHEAD = 600;
const NOTHING: readonly never[] = [];

/** What was said, newest at the bottom; thousands of messages cost no more than those on screen. */
export function TimelineView({ session }: { session: DeskSession }) {
  const sessionId = String(session.sessionId);
  const items = useItems(session);
  const past = useEarlier(sessionId);
  const frame = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  // The same functions as long as the items are: with others it would measure all of them again.
  const getItemKey = useCallback((index: number) => items[index]?.key ?? index, [items]);
  const estimateSize = useCallback((index: number) => estimate(items[index]), [items]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize,
    getItemKey,
    overscan: 6,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: NEAR,
    paddingStart: 24,
    paddingEnd: 12,
  });
  const toEnd = useCallback(() => virtual.scrollToEnd(), [virtual]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: at the newest when a session is opened
  useLayoutEffect(toEnd, [sessionId]);
  useFollowingOwn(items, toEnd);
  const canFetch = hasMore(sessionId, past);
  const look = useCallback(() => {
    const element = frame.current;
    if (element === null) {
      return;
    }
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR);
    if (element.scrollTop < AHEAD && !past.isFetching && !past.hasFailed && canFetch) {
      void fetchMore(sessionId);
    }
  }, [sessionId, past.isFetching, past.hasFailed, canFetch]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come may leave room for more
  useEffect(look, [look, items.length]);
  useReading(sessionId, isAtEnd);
  const news = useNews(items, isAtEnd);

  return (
    <div className={styles.frame}>
      <div
        ref={frame}
        className={styles.scroll}
        onScroll={look}
        role="log"
        aria-label={words("conversation", { name: customerName(session.customer) })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be within reach of keys
        tabIndex={0}
      >
        {past.hasFailed && (
          <div className={styles.top}>
            {words("earlierFailed")}
            <Button size="small" onClick={() => void fetchMore(sessionId)}>
              {everywhere("tryAgain")}
            </Button>
          </div>
        )}
        {past.isFetching && !past.hasFailed && (
          <div className={styles.top}>
            <Skeleton width={120} height={10} />
          </div>
        )}
        {items.length === 0 && <p className={styles.empty}>{words("emptyThread")}</p>}
        <div className={styles.all} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((place) => {
            const item = items[place.index];
            return (
              item && (
                <div
                  key={place.key}
                  ref={virtual.measureElement}
                  data-index={place.index}
                  className={styles.place}
                  style={{ transform: `translateY(${place.start}px)` }}
                >
                  <Item item={item} sessionId={sessionId} />
                </div>
              )
            );
          })}
        </div>
        <WritingLine session={session} isAtEnd={isAtEnd} toEnd={toEnd} />
      </div>
      {!isAtEnd && (
        <Button
          className={styles.pill}
          look={news > 0 ? "solid" : "outline"}
          icon={<ArrowDown aria-hidden="true" />}
          onClick={toEnd}
          aria-label={news > 0 ? undefined : words("scrollDown")}
        >
          {news > 0 && words("newMessages", { count: news })}
        </Button>
      )}
    </div>
  );
}

function useItems(session: DeskSession): TimelineItem[] {
  const sessionId = String(session.sessionId);
  const me = useDesk((desk) => desk.me);
  const thread = useDesk((desk) => desk.threads[sessionId]);
  const notes = useDesk((desk) => desk.notes[sessionId]) ?? NOTHING;
  const pendingNotes = useDesk((desk) => desk.pendingNotes[sessionId]) ?? NOTHING;
  const lines = useDesk((desk) => desk.lines[sessionId]) ?? NOTHING;
  const past = useEarlier(sessionId).blocks;
  const messages = thread?.messages ?? NOTHING;
  const isWhole = thread?.hasEarlier !== true;
  const unreadFrom = useUnreadMark(sessionId);
  // Of the summary only what the timeline shows: it changes with every message.
  const { status, closedAt, reason, closedBy, closeNote, rating } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(
    () =>
      timelineOf({ me, session, messages, notes, pendingNotes, lines, past, isWhole, unreadFrom }),
    [
      me,
      sessionId,
      messages,
      notes,
      pendingNotes,
      lines,
      past,
      isWhole,
      unreadFrom,
      status,
      closedAt,
      reason,
      closedBy,
      closeNote,
      rating,
    ],
  );
}

/** The first unread one, as it was when the session was opened: reading does not move the mark. */
function useUnreadMark(sessionId: string): number | null {
  const first = useDesk((desk) => desk.threads[sessionId]?.firstUnread ?? null);
  const isLoaded = useDesk((desk) => (desk.threads[sessionId]?.firstSeq ?? 0) > 0);
  const [mark, setMark] = useState<{ session: string; first: number | null } | null>(null);
  if (isLoaded && mark?.session !== sessionId) {
    setMark({ session: sessionId, first });
    return first;
  }
  return mark?.session === sessionId ? mark.first : null;
}

/** What one says oneself is always seen. */
function useFollowingOwn(items: readonly TimelineItem[], toEnd: () => void): void {
  const last = items.at(-1);
  const isOwn =
    last !== undefined && (last.kind === "message" || last.kind === "note") && last.isMine;
  const key = isOwn && last.state === "sending" ? last.key : null;
  useLayoutEffect(() => {
    if (key !== null) {
      toEnd();
    }
  }, [key, toEnd]);
}

/** How many messages of others have come since one scrolled away from the end. */
function useNews(items: readonly TimelineItem[], isAtEnd: boolean): number {
  const seen = useRef<string | null>(null);
  const last = items.at(-1)?.key ?? null;
  useEffect(() => {
    if (isAtEnd) {
      seen.current = last;
    }
  }, [isAtEnd, last]);
  if (isAtEnd || seen.current === null) {
    return 0;
  }
  let count = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || item.key === seen.current) {
      break;
    }
    if ((item.kind === "message" || item.kind === "note") && !item.isMine) {
      count += 1;
    }
  }
  return count;
}

/** What it will take, before it was measured. */
function estimate(item: TimelineItem | undefined): number {
  if (item === undefined) {
    return 40;
  }
  if (item.kind === "message" || item.kind === "note") {
    const lines = Math.max(item.content.length / 60, item.content.split("\n").length);
    return 20 + 20 * Math.ceil(lines) + (item.isFirst ? 24 : 0);
  }
  return item.kind === "session" ? 56 : 40;
}
