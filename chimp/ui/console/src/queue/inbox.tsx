import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { ScreenGuard } from "../app/screen-guard.tsx";
import { ONE_PANE, useMedia, WIDE } from "../app/use-media.ts";
import { Waiting } from "../app/waiting.tsx";
import { EmptyState } from "../ui/index.ts";
import { CustomerFrame } from "./customer-frame.tsx";
import styles from "./inbox.module.css";
import { ListPane } from "./list-pane.tsx";
import { words } from "./words.ts";

/** The list comes first; what a conversation needs comes while it is read. */
const conversation = () => import("../conversation/conversation-pane.tsx");

const ConversationPane = lazy(async () => ({ default: (await conversation()).ConversationPane }));

const CustomerPane = lazy(async () => ({
  default: (await import("../customer/index.ts")).CustomerPane,
}));

/** The three panes: the list, the conversation, and the customer. A phone shows one of them. */
export function Inbox(props: { sessionId: string | null; isCustomerShown: boolean }) {
  const { sessionId, isCustomerShown } = props;
  const isWide = useMedia(WIDE);
  const isOnePane = useMedia(ONE_PANE);
  const shown = sessionId === null ? "list" : isCustomerShown ? "customer" : "conversation";
  const hasConversation = !isOnePane || shown === "conversation";
  useEffect(() => {
    const soon = setTimeout(() => void conversation().catch(() => undefined), 200);
    return () => clearTimeout(soon);
  }, []);
  return (
    <div className={styles.panes}>
      {(!isOnePane || shown === "list") && <ListPane selected={sessionId} />}
      {hasConversation && (
        <section className={styles.conversation}>
          {sessionId === null ? (
            <EmptyState icon={<MessagesSquare />} title={words("chooseSession")}>
              {words("chooseSessionAbout")}
            </EmptyState>
          ) : (
            <ScreenGuard key={sessionId}>
              <Suspense fallback={<Waiting />}>
                <ConversationPane sessionId={sessionId} />
              </Suspense>
            </ScreenGuard>
          )}
        </section>
      )}
      {sessionId !== null && (isWide || shown === "customer") && (
        <CustomerFrame sessionId={sessionId} isOver={!isWide}>
          <ScreenGuard key={sessionId}>
            <Suspense fallback={<Waiting />}>
              <CustomerPane sessionId={sessionId} />
            </Suspense>
          </ScreenGuard>
        </CustomerFrame>
      )}
    </div>
  );
}
