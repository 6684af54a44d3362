import {
  Clock,
  Globe,
  type LucideIcon,
  MessageSquareText,
  MonitorSmartphone,
  Rocket,
  ShieldBan,
  Users,
} from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { supervises, useAccount } from "../app/account.ts";
import { EmptyState, showToast } from "../ui/index.ts";
import { Access } from "./access.tsx";
import styles from "./administration.module.css";
import { CannedAnswers } from "./answers.tsx";
import { Attendants } from "./attendants.tsx";
import { Bans } from "./bans.tsx";
import { type DraftKey, guardLeaving, unsavedNow, useUnsaved } from "./drafts.ts";
import { OpeningHours } from "./hours.tsx";
import { Widget } from "./widget.tsx";
import { words } from "./words.ts";

interface Part {
  path: string;
  title: () => string;
  icon: LucideIcon;
  page: ReactNode;
  /** Supervisors see it too. */
  isForSupervisors?: boolean;
  draft?: DraftKey;
}

const PARTS: readonly Part[] = [
  { path: "/attendants", title: () => words("attendants"), icon: Users, page: <Attendants /> },
  {
    path: "/widget",
    title: () => words("widget"),
    icon: MonitorSmartphone,
    page: <Widget />,
    draft: "widget",
  },
  {
    path: "/hours",
    title: () => words("hours"),
    icon: Clock,
    page: <OpeningHours />,
    draft: "hours",
  },
  {
    path: "/answers",
    title: () => words("answers"),
    icon: MessageSquareText,
    page: <CannedAnswers />,
    isForSupervisors: true,
  },
  { path: "/access", title: () => words("access"), icon: Globe, page: <Access />, draft: "access" },
  {
    path: "/bans",
    title: () => words("bans"),
    icon: ShieldBan,
    page: <Bans />,
    isForSupervisors: true,
  },
];

/** What administrators set; supervisors see the parts that are theirs. */
export function Administration() {
  const account = useAccount();
  const unsaved = useUnsaved();
  const [, navigate] = useLocation();
  useEffect(guardLeaving, []);
  useEffect(
    () => () => {
      if (unsavedNow()) {
        const back = { label: words("goBack"), run: () => navigate("/") };
        showToast({ text: words("unsavedKept"), action: back });
      }
    },
    [navigate],
  );

  if (!supervises(account)) {
    return <EmptyState title={words("notYours")}>{words("notYoursAbout")}</EmptyState>;
  }
  const parts = PARTS.filter((part) => account.isAdministrator || part.isForSupervisors);
  return (
    <div className={styles.frame}>
      <nav className={styles.parts} aria-label={words("administration")}>
        <h1 className={styles.heading}>{words("administration")}</h1>
        {parts.map((part) => (
          <PartLink
            key={part.path}
            {...part}
            isUnsaved={unsaved.some((key) => key === part.draft)}
          />
        ))}
        {account.isAdministrator && (
          <Link to="~/setup" className={styles.part}>
            <Rocket aria-hidden="true" />
            {words("firstSteps")}
          </Link>
        )}
      </nav>
      <div className={styles.page}>
        <Switch>
          {parts.map((part) => (
            <Route key={part.path} path={part.path}>
              {part.page}
            </Route>
          ))}
          <Route>
            <Redirect to={parts[0]?.path ?? "~/"} replace />
          </Route>
        </Switch>
      </div>
    </div>
  );
}

function PartLink({ path, title, icon: Icon, isUnsaved }: Part & { isUnsaved: boolean }) {
  const [location] = useLocation();
  const isHere = location === path;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // On a phone the parts are a row that scrolls: the one that is shown is always in sight.
    if (isHere) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [isHere]);
  return (
    <Link
      to={path}
      ref={link}
      className={styles.part}
      aria-current={isHere ? "page" : undefined}
      title={isUnsaved ? words("unsaved") : undefined}
    >
      <Icon aria-hidden="true" />
      {title()}
      {isUnsaved && (
        <span className={styles.dot}>
          <span className="visually-hidden">{words("unsaved")}</span>
        </span>
      )}
    </Link>
  );
}
