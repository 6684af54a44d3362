import { Dialog, Kbd, SwitchField } from "../ui/index.ts";
import { isMac, SHORTCUTS, written } from "./keys.ts";
import styles from "./sheet.module.css";
import { setSingleKeys, useSingleKeys } from "./single-keys.ts";
import { words } from "./words.ts";

const WRITING = [
  { word: "key_send", keys: "↵" },
  { word: "key_breaks", keys: "⇧ ↵" },
  { word: "key_canned", keys: "/" },
] as const;

/** All keys at a glance. */
export default function Sheet({ onDone }: { onDone(): void }) {
  const isOn = useSingleKeys((keys) => keys.isOn);
  const mac = isMac();
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onDone()}
      title={words("title")}
      width="medium"
    >
      <div className={styles.groups}>
        {(["everywhere", "list", "session"] as const).map((group) => (
          <section key={group}>
            <h3 className={styles.title}>{words(`group_${group}`)}</h3>
            <dl className={styles.keys}>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
                <div key={shortcut.keys} className={styles.row}>
                  <dt>{words(`action_${shortcut.id}`)}</dt>
                  <dd>
                    <Kbd keys={written(shortcut.keys, mac)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3 className={styles.title}>{words("inText")}</h3>
          <dl className={styles.keys}>
            {WRITING.map(({ word, keys }) => (
              <div key={word} className={styles.row}>
                <dt>{words(word)}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <SwitchField
        label={words("singleKeys")}
        hint={words("singleKeysAbout")}
        checked={isOn}
        onChange={setSingleKeys}
      />
    </Dialog>
  );
}
