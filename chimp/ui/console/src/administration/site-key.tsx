import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useDropSiteKey, useMakeSiteKey } from "../api/access.ts";
import { wordsOf } from "../api/problem.ts";
import type { Access } from "../api/shapes.ts";
import { words as everywhere, exact } from "../language/index.ts";
import {
  Button,
  Callout,
  ConfirmDialog,
  Dialog,
  Section,
  showToast,
  TabPanel,
  Tabs,
} from "../ui/index.ts";
import styles from "./administration.module.css";
import { CopyField } from "./copy-field.tsx";
import { IDENTIFY, type Sample, SIGNING } from "./line.ts";
import { words } from "./words.ts";

const SAMPLES = Object.keys(SIGNING) as Sample[];

/** The secret that a site signs its customers with. */
export function SiteKey({ siteKey }: { siteKey: Access["siteKey"] }) {
  const make = useMakeSiteKey();
  const drop = useDropSiteKey();
  const [open, setOpen] = useState<"replace" | "drop" | "sample" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => setOpen(null);

  async function begin() {
    try {
      setSecret((await make.mutateAsync()).secret);
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  async function end() {
    try {
      await drop.mutateAsync();
      showToast({ text: words("keyDropped") });
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }

  const signing = (
    <Button look="ghost" onClick={() => setOpen("sample")}>
      {words("howToSign")}
    </Button>
  );

  return (
    <Section title={words("siteKey")} about={words("siteKeyAbout")}>
      {siteKey.state === "configured" && <Callout>{words("keyConfigured")}</Callout>}
      {siteKey.state === "none" && (
        <div className={styles.rowTools}>
          <Button
            icon={<KeyRound aria-hidden="true" />}
            isBusy={make.isPending}
            onClick={() => void begin()}
          >
            {words("makeKey")}
          </Button>
          {signing}
        </div>
      )}
      {siteKey.state === "stored" && (
        <ul className={styles.list} aria-label={words("siteKey")}>
          <li>
            <span>
              {siteKey.createdAt === null
                ? words("keyIsThere")
                : words("keyMade", { when: exact(siteKey.createdAt) })}
            </span>
            <span className={styles.rowTools}>
              <Button size="small" onClick={() => setOpen("replace")}>
                {words("replaceKey")}
              </Button>
              <Button size="small" look="danger" onClick={() => setOpen("drop")}>
                {everywhere("remove")}
              </Button>
            </span>
          </li>
        </ul>
      )}
      {siteKey.state !== "none" && <div>{signing}</div>}
      <ConfirmDialog
        isOpen={open === "replace"}
        onOpenChange={close}
        title={words("replaceKeyTitle")}
        about={words("replaceKeyAbout")}
        action={words("replaceKey")}
        onConfirm={begin}
      />
      <ConfirmDialog
        isOpen={open === "drop"}
        onOpenChange={close}
        title={words("dropKeyTitle")}
        about={words("dropKeyAbout")}
        action={everywhere("remove")}
        onConfirm={end}
      />
      {secret !== null && (
        <Dialog
          isOpen
          isPersistent
          width="medium"
          onOpenChange={() => undefined}
          title={words("keyMadeTitle")}
          about={words("keyMadeAbout")}
          actions={
            <Button look="solid" onClick={() => setSecret(null)}>
              {everywhere("done")}
            </Button>
          }
        >
          <CopyField label={words("siteKey")} text={secret} />
          <Callout tone="warning">{words("keyShownOnce")}</Callout>
          <Samples />
        </Dialog>
      )}
      {open === "sample" && (
        <Dialog isOpen width="medium" onOpenChange={close} title={words("howToSign")}>
          <Samples />
        </Dialog>
      )}
    </Section>
  );
}

function Samples() {
  const [sample, setSample] = useState<Sample>("Node.js");
  return (
    <>
      <Tabs
        label={words("samples")}
        tabs={SAMPLES.map((value) => ({ value, label: value }))}
        value={sample}
        onChange={(value: Sample) => setSample(value)}
      >
        {SAMPLES.map((each) => (
          <TabPanel key={each} value={each}>
            <CopyField label={words("signOnServer")} text={SIGNING[each]} isLong />
          </TabPanel>
        ))}
      </Tabs>
      <CopyField label={words("identifyInPage")} text={IDENTIFY} isLong />
    </>
  );
}
