import { Ban, Ellipsis, KeyRound, Pencil, RotateCcw, UserPlus } from "lucide-react";
import { useState } from "react";
import { useAttendants, useChangeAttendant, useResetPassword } from "../api/attendants.ts";
import { wordsOf } from "../api/problem.ts";
import type { Attendant } from "../api/shapes.ts";
import { nameOf, useAccount } from "../app/account.ts";
import { words as everywhere, levelName } from "../language/index.ts";
import {
  Avatar,
  Badge,
  Button,
  Callout,
  ConfirmDialog,
  IconButton,
  Menu,
  MenuItem,
  MenuLine,
  Page,
  showToast,
  Table,
} from "../ui/index.ts";
import styles from "./administration.module.css";
import { AttendantDialog } from "./attendant-dialog.tsx";
import { Load } from "./load.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { words } from "./words.ts";

type Open =
  | { what: "add" }
  | { what: "edit" | "disable" | "reset"; attendant: Attendant }
  | { what: "password"; attendant: Attendant; password: string; isNew: boolean };

export function Attendants() {
  const attendants = useAttendants();
  const change = useChangeAttendant();
  const reset = useResetPassword();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);

  async function setDisabled(attendant: Attendant, disabled: boolean) {
    try {
      await change.mutateAsync({ id: attendant.id, change: { disabled } });
      const said = disabled ? "attendantDisabled" : "attendantEnabled";
      showToast({ text: words(said, { name: nameOf(attendant) }) });
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  async function resetPassword(attendant: Attendant) {
    try {
      const { oneTimePassword } = await reset.mutateAsync(attendant.id);
      setOpen({ what: "password", attendant, password: oneTimePassword, isNew: false });
    } catch (error) {
      close();
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  return (
    <Page
      title={words("attendants")}
      about={words("attendantsAbout")}
      width="wide"
      actions={
        <Button
          look="solid"
          icon={<UserPlus aria-hidden="true" />}
          onClick={() => setOpen({ what: "add" })}
        >
          {words("addAttendant")}
        </Button>
      }
    >
      {change.error !== null && open === null && (
        <Callout tone="danger">{wordsOf(change.error)}</Callout>
      )}
      <Load query={attendants}>
        {(rows) => <AttendantTable rows={rows} onOpen={setOpen} onEnable={setDisabled} />}
      </Load>
      {(open?.what === "add" || open?.what === "edit") && (
        <AttendantDialog
          attendant={open.what === "edit" ? open.attendant : null}
          onClose={close}
          onAdded={(attendant, password) =>
            setOpen({ what: "password", attendant, password, isNew: true })
          }
        />
      )}
      {open?.what === "password" && (
        <PasswordDialog
          attendant={open.attendant}
          password={open.password}
          isNew={open.isNew}
          onClose={close}
        />
      )}
      <ConfirmDialog
        isOpen={open?.what === "disable"}
        onOpenChange={close}
        title={words("disableTitle", {
          name: open?.what === "disable" ? nameOf(open.attendant) : "",
        })}
        about={words("disableAbout")}
        action={words("disable")}
        onConfirm={async () => {
          if (open?.what === "disable") await setDisabled(open.attendant, true);
        }}
      />
      {open?.what === "reset" && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => {
            // The answer opens the next dialog: closing this one must not close that.
            if (!isOpen) setOpen((now) => (now?.what === "reset" ? null : now));
          }}
          title={words("resetTitle", { name: nameOf(open.attendant) })}
          about={words("resetAbout")}
          action={words("reset")}
          onConfirm={() => resetPassword(open.attendant)}
        />
      )}
    </Page>
  );
}

function AttendantTable(props: {
  rows: readonly Attendant[];
  onOpen(open: Open): void;
  onEnable(attendant: Attendant, disabled: boolean): Promise<void>;
}) {
  const me = useAccount();
  return (
    <Table
      label={words("attendants")}
      rows={props.rows}
      rowKey={(attendant) => String(attendant.id)}
      columns={[
        {
          key: "who",
          title: words("name"),
          isTitleHidden: false,
          cell: (attendant) => (
            <span className={styles.who} data-off={attendant.disabled || undefined}>
              <Avatar name={nameOf(attendant)} url={attendant.avatarURL} kind="attendant" />
              <span className={styles.whoText}>
                <span className={styles.whoName}>
                  {nameOf(attendant)}
                  {String(attendant.id) === String(me.id) && (
                    <span className={styles.soft}> {words("you")}</span>
                  )}
                </span>
                {attendant.name && <span className={styles.soft}>{attendant.email}</span>}
              </span>
            </span>
          ),
        },
        { key: "type", title: words("type"), cell: (attendant) => levelName(attendant.type) },
        {
          key: "limit",
          title: words("limit"),
          align: "end",
          cell: (attendant) => limitWords(attendant.maxSessions),
        },
        { key: "state", title: words("state"), cell: (attendant) => <States of={attendant} /> },
        {
          key: "actions",
          title: words("actions"),
          isTitleHidden: true,
          align: "end",
          cell: (attendant) => (
            <Menu
              trigger={
                <IconButton label={words("actionsFor", { name: nameOf(attendant) })}>
                  <Ellipsis />
                </IconButton>
              }
            >
              <MenuItem
                icon={<Pencil />}
                onSelect={() => props.onOpen({ what: "edit", attendant })}
              >
                {everywhere("edit")}
              </MenuItem>
              <MenuItem
                icon={<KeyRound />}
                onSelect={() => props.onOpen({ what: "reset", attendant })}
              >
                {words("resetPassword")}
              </MenuItem>
              <MenuLine />
              {attendant.disabled ? (
                <MenuItem
                  icon={<RotateCcw />}
                  onSelect={() => void props.onEnable(attendant, false)}
                >
                  {words("enable")}
                </MenuItem>
              ) : (
                <MenuItem
                  icon={<Ban />}
                  isDangerous
                  onSelect={() => props.onOpen({ what: "disable", attendant })}
                >
                  {words("disable")}
                </MenuItem>
              )}
            </Menu>
          ),
        },
      ]}
    />
  );
}

function States({ of: attendant }: { of: Attendant }) {
  return (
    <span className={styles.badges}>
      {attendant.disabled && <Badge tone="danger">{words("disabled")}</Badge>}
      {attendant.isAdministrator && <Badge tone="accent">{words("administrator")}</Badge>}
      {attendant.mustChangePassword && !attendant.disabled && (
        <Badge tone="warning">{words("oneTimePassword")}</Badge>
      )}
      {!attendant.disabled && !attendant.isAdministrator && !attendant.mustChangePassword && (
        <span className={styles.soft}>{words("active")}</span>
      )}
    </span>
  );
}

function limitWords(limit: number | null): string {
  if (limit === null) return words("limitDefault");
  return limit === 0 ? words("limitNone") : String(limit);
}
