import { ShieldBan } from "lucide-react";
import { useState } from "react";
import { useBans, useUnban } from "../api/bans.ts";
import { wordsOf } from "../api/problem.ts";
import type { Ban } from "../api/shapes.ts";
import { BanDialog } from "../customer/ban-dialog.tsx";
import { words as customerWords } from "../customer/words.ts";
import { ago, exact } from "../language/index.ts";
import { Button, EmptyState, Page, showToast, Table } from "../ui/index.ts";
import styles from "./administration.module.css";
import { Load } from "./load.tsx";
import { words } from "./words.ts";

export function Bans() {
  const bans = useBans();
  const unban = useUnban();
  const [isOpen, setOpen] = useState(false);
  const add = (
    <Button icon={<ShieldBan aria-hidden="true" />} onClick={() => setOpen(true)}>
      {customerWords("addBan")}
    </Button>
  );

  async function lift(ban: Ban) {
    try {
      await unban.mutateAsync(ban);
      showToast({ text: words("unbanned", { value: ban.value }) });
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  return (
    <Page
      title={words("bans")}
      about={words("bansAbout")}
      width="wide"
      actions={bans.data !== undefined && bans.data.length > 0 && add}
    >
      <Load query={bans}>
        {(rows) => (
          <Table
            label={words("bans")}
            rows={rows}
            rowKey={(ban) => `${ban.kind} ${ban.value}`}
            empty={
              <EmptyState icon={<ShieldBan />} title={words("noBans")} action={add}>
                {words("noBansAbout")}
              </EmptyState>
            }
            columns={[
              {
                key: "value",
                title: words("banned"),
                cell: (ban) => (
                  <span className={styles.whoText}>
                    <span className={styles.mono}>{ban.value}</span>
                    <span className={styles.soft}>
                      {words(ban.kind === "customer" ? "customer" : "address")}
                    </span>
                  </span>
                ),
              },
              {
                key: "because",
                title: words("because"),
                cell: (ban) => ban.because || <span className={styles.soft}>–</span>,
              },
              {
                key: "since",
                title: words("since"),
                cell: (ban) => (
                  <time
                    dateTime={new Date(ban.createdAt).toISOString()}
                    title={exact(ban.createdAt)}
                  >
                    {words("ago", { time: ago(ban.createdAt, Date.now()) })}
                  </time>
                ),
              },
              {
                key: "until",
                title: words("until"),
                cell: (ban) => (ban.until === null ? words("forGood") : exact(ban.until)),
              },
              {
                key: "actions",
                title: words("actions"),
                isTitleHidden: true,
                align: "end",
                cell: (ban) => (
                  <Button
                    size="small"
                    aria-label={words("unbanOf", { value: ban.value })}
                    onClick={() => void lift(ban)}
                  >
                    {words("unban")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Load>
      {isOpen && <BanDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}
