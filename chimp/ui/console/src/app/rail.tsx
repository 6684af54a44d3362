import {
  Bell,
  BellOff,
  CircleUserRound,
  Command,
  Inbox,
  Keyboard,
  LogOut,
  Settings2,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { goAway, goOnline } from "../desk/acts.ts";
import { useLine } from "../desk/line.ts";
import { attention } from "../desk/order.ts";
import { useDesk, useOwnPresence } from "../desk/store.ts";
import { LANGUAGES, type LanguageChoice, useLanguage } from "../language/index.ts";
import { setMuted, useNotificationSettings } from "../notification/settings.ts";
import { usePanels } from "../shortcuts/panels.ts";
import {
  Avatar,
  classes,
  IconButton,
  Menu,
  MenuChoice,
  MenuItem,
  MenuLine,
  showToast,
  Tooltip,
} from "../ui/index.ts";
import { logOut, nameOf, supervises, useAccount } from "./account.ts";
import { Logo } from "./logo.tsx";
import styles from "./rail.module.css";
import { switchLanguage } from "./switch-language.ts";
import { chooseTheme, useTheme } from "./theme.ts";
import { words } from "./words.ts";

/** The navigation, and how one stands oneself. On a phone it lies at the bottom. */
export function Rail() {
  const account = useAccount();
  const [location] = useLocation();
  const waiting = useDesk((desk) => attention(desk));
  const isInConversation = location.startsWith("/sessions/");
  return (
    <nav
      className={classes(styles.rail, isInConversation && styles.inConversation)}
      aria-label={words("navigation")}
    >
      <span className={styles.logo}>
        <Logo />
      </span>
      <RailLink
        to="/"
        label={words("inbox")}
        isHere={location === "/" || isInConversation}
        count={waiting}
      >
        <Inbox />
      </RailLink>
      {supervises(account) && (
        <RailLink
          to="/administration"
          label={words("administration")}
          isHere={location.startsWith("/administration") || location.startsWith("/setup")}
        >
          <Settings2 />
        </RailLink>
      )}
      <span className={styles.space} />
      <span className={styles.tools}>
        <CommandButton />
        <MuteButton />
      </span>
      <LineDot />
      <ProfileMenu />
    </nav>
  );
}

function RailLink(props: {
  to: string;
  label: string;
  isHere: boolean;
  count?: number;
  children: ReactNode;
}) {
  return (
    <Tooltip text={props.label} side="right">
      <Link to={props.to} className={styles.link} aria-current={props.isHere ? "page" : undefined}>
        {props.children}
        <span className="visually-hidden">{props.label}</span>
        {props.count !== undefined && props.count > 0 && (
          <>
            {" "}
            <span className={styles.count}>{props.count > 99 ? "99+" : props.count}</span>
          </>
        )}
      </Link>
    </Tooltip>
  );
}

function CommandButton() {
  const open = usePanels((panels) => panels.open);
  return (
    <IconButton
      label={words("commandBar")}
      shortcut="Ctrl K"
      side="right"
      onClick={() => open("commands")}
    >
      <Command />
    </IconButton>
  );
}

function MuteButton() {
  const isMuted = useNotificationSettings((settings) => settings.isMuted);
  return (
    <IconButton
      label={words(isMuted ? "unmute" : "mute")}
      side="right"
      aria-pressed={isMuted}
      onClick={() => setMuted(!isMuted)}
    >
      {isMuted ? <BellOff /> : <Bell />}
    </IconButton>
  );
}

const LINE_WORDS = {
  connecting: "lineConnecting",
  online: "lineOnline",
  offline: "lineOffline",
  refused: "lineRefused",
} as const;

function LineDot() {
  const state = useLine((line) => line.state);
  return (
    <Tooltip text={words(LINE_WORDS[state])} side="right">
      <span
        className={styles.line}
        data-state={state}
        role="img"
        aria-label={words(LINE_WORDS[state])}
      />
    </Tooltip>
  );
}

function ProfileMenu() {
  const account = useAccount();
  const presence = useOwnPresence();
  const [, navigate] = useLocation();
  const theme = useTheme((chosen) => chosen.theme);
  const language = useLanguage((chosen) => chosen.choice);
  const openPanel = usePanels((panels) => panels.open);
  const state = presence?.state ?? "offline";
  const name = nameOf(account);
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          className={styles.me}
          aria-label={`${words("profile")}: ${name}, ${words(state)}`}
        >
          <Avatar name={name} url={account.avatarURL} kind="attendant" state={state} />
        </button>
      }
    >
      <div className={styles.who}>
        <strong>{name}</strong>
        <span className={styles.load}>
          {presence && presence.limit > 0
            ? words("sessionsOf", { sessions: presence.sessions, limit: presence.limit })
            : words("sessionsUnlimited", { sessions: presence?.sessions ?? 0 })}
        </span>
      </div>
      <MenuLine />
      <MenuChoice
        label={words("presence")}
        value={state === "away" ? "away" : "online"}
        options={[
          { value: "online", label: words("online") },
          { value: "away", label: words("away") },
        ]}
        onChange={(wanted) => (wanted === "away" ? goAway() : goOnline())}
      />
      <MenuLine />
      <MenuItem icon={<CircleUserRound />} onSelect={() => navigate("/profile")}>
        {words("profile")}
      </MenuItem>
      <MenuItem icon={<Keyboard />} shortcut="?" onSelect={() => openPanel("shortcuts")}>
        {words("shortcuts")}
      </MenuItem>
      <MenuLine />
      <MenuChoice
        label={words("theme")}
        value={theme}
        options={[
          { value: "auto", label: words("themeAuto") },
          { value: "light", label: words("themeLight") },
          { value: "dark", label: words("themeDark") },
        ]}
        onChange={chooseTheme}
      />
      <MenuLine />
      <MenuChoice<LanguageChoice>
        label={words("language")}
        value={language}
        options={[
          { value: "auto", label: words("languageAuto") },
          ...Object.entries(LANGUAGES).map(([value, label]) => ({
            value: value as LanguageChoice,
            label,
          })),
        ]}
        onChange={switchLanguage}
      />
      <MenuLine />
      <MenuItem
        icon={<LogOut />}
        onSelect={() =>
          void logOut().catch(() => showToast({ text: words("logOutFailed"), tone: "danger" }))
        }
      >
        {words("logOut")}
      </MenuItem>
    </Menu>
  );
}
