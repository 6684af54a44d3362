import { useVirtualizer } from "@tanstack/react-virtual";
import { Inbox as InboxIcon, Search, X } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { useNow } from "../app/clock.ts";
import { words as app } from "../app/words.ts";
import { type attention, groupOf, needsMe, type View } from "../desk/order.ts";
import { useDesk } from "../desk/store.ts";
import { words as everywhere } from "../language/index.ts";
import { DesktopHint } from "../notification/desktop-hint.tsx";
import { Button, Callout, Choices, EmptyState, IconButton, SkeletonRows } from "../ui/index.ts";
import styles from "./list-pane.module.css";
import { searchFor, showView, useList } from "./list-state.ts";
import { usePast } from "./past.ts";
import { type ListRow, rowsOf } from "./rows.ts";
import { SessionRow } from "./session-row.tsx";
import { words } from "./words.ts";

const ROW = 60;
const TITLE = 32;
const VIEWS: readonly View[] = ["all", "mine", "waiting", "others", "closed"];

/** Who waits, which are mine, and what was said last. */
export function ListPane({ selected }: { selected: string | null }) {
  const { view, text } = useList();
  const isLoaded = useDesk((desk) => desk.isLoaded);
  const sought = useDeferredValue(text);
  const past = usePast(view === "closed" || sought.trim().length > 1, sought);
  return (
    <section className={styles.pane} aria-label={words("sessions")}>
      <header className={styles.header}>
        <h1 className={styles.title}>{app("inbox")}</h1>
        <SearchField text={text} />
      </header>
      <Views view={view} />
      {past.isError && (
        <Callout
          tone="danger"
          action={
            <Button size="small" onClick={() => void past.refetch()}>
              {everywhere("tryAgain")}
            </Button>
          }
        >
          {words("closedFailed")}
        </Callout>
      )}
      {isLoaded ? (
        <Rows
          view={view}
          text={sought}
          selected={selected}
          isFetching={past.isFetching}
          more={past.hasNextPage ? () => void past.fetchNextPage() : null}
        />
      ) : (
        <SkeletonRows rows={8} label={everywhere("loading")} />
      )}
      <DesktopHint />
    </section>
  );
}

function SearchField({ text }: { text: string }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.search}>
      <Search className={styles.glass} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        className={styles.searchInput}
        aria-label={words("search")}
        placeholder={words("search")}
        value={text}
        data-search
        onChange={(event) => searchFor(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            searchFor("");
            event.currentTarget.blur();
          }
        }}
      />
      {text !== "" && (
        <IconButton
          label={words("clearSearch")}
          size="small"
          className={styles.clear}
          onClick={() => {
            searchFor("");
            field.current?.focus();
          }}
        >
          <X />
        </IconButton>
      )}
    </div>
  );
}

function Views({ view }: { view: View }) {
  const mine = useDesk((desk) => count(desk, "mine"));
  const waiting = useDesk((desk) => count(desk, "waiting"));
  const counts: Partial<Record<View, number>> = { mine, waiting };
  return (
    <div className={styles.views}>
      <Choices
        label={words("filter")}
        value={view}
        onChange={showView}
        choices={VIEWS.map((one) => ({
          value: one,
          label: words(`view_${one}`),
          count: counts[one] ?? 0,
        }))}
      />
    </div>
  );
}

function count(desk: Parameters<typeof attention>[0], group: "mine" | "waiting"): number {
  let found = 0;
  for (const session of Object.values(desk.sessions)) {
    if (needsMe(desk, session) && groupOf(desk, session) === group) {
      found += 1;
    }
  }
  return found;
}

function Rows(props: {
  view: View;
  text: string;
  selected: string | null;
  isFetching: boolean;
  more: (() => void) | null;
}) {
  const { view, text, selected } = props;
  const sessions = useDesk((desk) => desk.sessions);
  const me = useDesk((desk) => desk.me);
  const rows = useMemo(() => rowsOf({ sessions, me }, view, text), [sessions, me, view, text]);
  const now = useNow();
  const frame = useRef<HTMLDivElement>(null);
  // The same as long as the rows are: another one has all of them laid out again.
  const getItemKey = useCallback((index: number) => keyOf(rows[index]), [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (rows[index]?.kind === "group" ? TITLE : ROW),
    getItemKey,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useEffect(() => {
    const index = rows.findIndex((row) => keyOf(row) === selected);
    if (index >= 0) {
      virtual.scrollToIndex(index, { align: "auto" });
    }
  }, [selected]);
  if (rows.length === 0) {
    return props.isFetching ? (
      <SkeletonRows rows={4} label={everywhere("loading")} />
    ) : (
      <Nothing view={view} text={text} />
    );
  }
  return (
    <div ref={frame} className={styles.rows}>
      <ul className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <li
                key={item.key}
                className={styles.place}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {row.kind === "group" ? (
                  <h2 className={styles.group}>
                    {words(`group_${row.group}`)}
                    <span className={styles.groupCount}>{row.count}</span>
                  </h2>
                ) : (
                  <SessionRow
                    session={row.session}
                    group={row.group}
                    isSelected={String(row.session.sessionId) === selected}
                    now={now}
                  />
                )}
              </li>
            )
          );
        })}
      </ul>
      {props.more && (
        <div className={styles.more}>
          <Button size="small" isBusy={props.isFetching} onClick={props.more}>
            {words("loadMore")}
          </Button>
        </div>
      )}
    </div>
  );
}

function keyOf(row: ListRow | undefined): string {
  if (row === undefined) {
    return "";
  }
  return row.kind === "group" ? `group ${row.group}` : String(row.session.sessionId);
}

const EMPTY = {
  all: ["emptyAll", "emptyAllAbout"],
  mine: ["emptyMine", "emptyMineAbout"],
  waiting: ["emptyWaiting", "emptyAllAbout"],
  others: ["emptyOthers", null],
  closed: ["emptyClosed", null],
} as const;

function Nothing({ view, text }: { view: View; text: string }) {
  if (text.trim() !== "") {
    return (
      <EmptyState
        icon={<Search />}
        title={words("emptySearch", { text: text.trim() })}
        action={<Button onClick={() => searchFor("")}>{words("clearSearch")}</Button>}
      />
    );
  }
  const [title, about] = EMPTY[view];
  return (
    <EmptyState icon={<InboxIcon />} title={words(title)}>
      {about && words(about)}
    </EmptyState>
  );
}
