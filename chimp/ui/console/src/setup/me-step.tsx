import { useState } from "react";
import { useAccount } from "../app/account.ts";
import { AboutMe } from "../profile/about-me.tsx";
import { PasswordForm } from "../profile/password-form.tsx";
import { Button } from "../ui/index.ts";
import styles from "./setup.module.css";
import { words } from "./words.ts";

/** Name and e-mail as customers and colleagues see them, and a password of their own. */
export function MeStep({ onDone }: { onDone(): void }) {
  const account = useAccount();
  // As it was when the step was opened: the form has to be there still when its answer comes.
  const [isNew] = useState(account.mustChangePassword === true);
  return (
    <>
      <p className={styles.about}>{words("meAbout")}</p>
      <AboutMe />
      {isNew ? (
        <PasswordForm isOneTime onChanged={onDone} />
      ) : (
        <div className={styles.actions}>
          <Button onClick={onDone}>{words("next")}</Button>
        </div>
      )}
    </>
  );
}
