import { BadgeCheck, CircleHelp, Ellipsis, Globe, ShieldBan, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useBans, useUnban } from "../api/bans.ts";
import { wordsOf } from "../api/problem.ts";
import type { Ban } from "../api/shapes.ts";
import { supervises, useAccount } from "../app/account.ts";
import { exact } from "../language/index.ts";
import { customerName } from "../queue/names.ts";
import {
  Avatar,
  Button,
  Callout,
  IconButton,
  later,
  Menu,
  MenuItem,
  showToast,
  useLater,
} from "../ui/index.ts";
import styles from "./customer-pane.module.css";
import type { CustomerViewProps } from "./customer-pane.tsx";
import { words } from "./words.ts";

const banDialog = later(() => import("./ban-dialog.tsx"));

/** Who it is, whether that is sure, where they are, and whether they are kept out. */
export function CustomerHead({ customer, isOnline, isOpen, page }: CustomerViewProps) {
  const account = useAccount();
  const mayBan = supervises(account);
  const bans = useBans({ enabled: mayBan });
  const [isBanning, setBanning] = useState(false);
  const banning = useLater(banDialog, isBanning, () => setBanning(false));
  const name = customerName(customer);
  const ban = bans.data?.find((each) => isOf(each, customer.id, Date.now()));
  const isVerified = customer.verified === true;
  return (
    <header className={styles.head}>
      <div className={styles.who}>
        <Avatar
          name={customer.name}
          url={customer.avatarURL}
          size={56}
          state={isOpen && isOnline !== null ? (isOnline ? "online" : "offline") : undefined}
        />
        <div className={styles.whoText}>
          <h2 className={styles.name}>{name}</h2>
          {isOpen && isOnline !== null && (
            <p className={styles.presence} data-online={isOnline || undefined}>
              {words(isOnline ? "online" : "offline")}
            </p>
          )}
        </div>
        {mayBan && (
          <Menu
            trigger={
              <IconButton label={words("actionsFor", { name })}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem
              icon={<ShieldBan />}
              isDangerous
              disabled={ban !== undefined}
              onSelect={() => setBanning(true)}
            >
              {words("banCustomer")}
            </MenuItem>
          </Menu>
        )}
      </div>
      <div className={styles.verified} data-verified={isVerified || undefined}>
        {isVerified ? <BadgeCheck aria-hidden="true" /> : <CircleHelp aria-hidden="true" />}
        <p>
          <strong>{words(isVerified ? "verified" : "notVerified")}</strong>{" "}
          {words(isVerified ? "verifiedAbout" : "notVerifiedAbout")}
        </p>
      </div>
      {ban !== undefined && <Banned ban={ban} name={name} />}
      {isOpen && page !== null && <CurrentPage page={page} />}
      {isBanning && banning !== null && (
        <banning.BanDialog customer={{ id: customer.id, name }} onClose={() => setBanning(false)} />
      )}
    </header>
  );
}

function isOf(ban: Ban, id: string | number, now: number): boolean {
  const isInForce = ban.until === null || ban.until > now;
  return ban.kind === "customer" && ban.value === String(id) && isInForce;
}

function Banned({ ban, name }: { ban: Ban; name: string }) {
  const unban = useUnban();
  async function lift() {
    try {
      await unban.mutateAsync(ban);
      showToast({ text: words("isUnbanned", { name }) });
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }
  return (
    <Callout
      tone="warning"
      action={
        <Button
          size="small"
          icon={<ShieldCheck aria-hidden="true" />}
          isBusy={unban.isPending}
          onClick={() => void lift()}
        >
          {words("unban")}
        </Button>
      }
    >
      {ban.until === null
        ? words("bannedForGood")
        : words("bannedUntil", { when: exact(ban.until) })}
      {ban.because && <> {words("bannedBecause", { reason: ban.because })}</>}
    </Callout>
  );
}

/** The page of the site that they look at. */
function CurrentPage({ page }: { page: { url: string; title: string | null } }) {
  const address = URL.canParse(page.url) ? new URL(page.url) : null;
  const isWeb = address?.protocol === "https:" || address?.protocol === "http:";
  const path = address === null ? page.url : `${address.host}${address.pathname}${address.search}`;
  return (
    <div className={styles.page}>
      <Globe aria-hidden="true" />
      <div className={styles.pageText}>
        <span className="visually-hidden">{words("page")}</span>
        {isWeb ? (
          <a href={page.url} target="_blank" rel="noopener noreferrer" title={page.url}>
            {page.title || path}
          </a>
        ) : (
          <span>{page.title || path}</span>
        )}
        {page.title && <span className={styles.soft}>{path}</span>}
      </div>
    </div>
  );
}
