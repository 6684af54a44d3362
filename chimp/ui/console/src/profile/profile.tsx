import { useState } from "react";
import { logOutEverywhere } from "../api/account.ts";
import { wordsOf } from "../api/problem.ts";
import { useAccount } from "../app/account.ts";
import { switchLanguage } from "../app/switch-language.ts";
import { chooseTheme, type Theme, useTheme } from "../app/theme.ts";
import { LANGUAGES, type LanguageChoice, useLanguage } from "../language/index.ts";
import { setMuted, useNotificationSettings } from "../notification/settings.ts";
import {
  Button,
  Callout,
  ConfirmDialog,
  Page,
  Section,
  SelectField,
  SwitchField,
  showToast,
} from "../ui/index.ts";
import { AboutMe } from "./about-me.tsx";
import { PasswordForm } from "./password-form.tsx";
import styles from "./profile.module.css";
import { words } from "./words.ts";

/** What an attendant sets for themselves: of the account everywhere, the rest in this browser. */
export function Profile() {
  const account = useAccount();
  return (
    <Page title={words("profile")} about={words("profileAbout")}>
      {account.mustChangePassword === true && (
        <Callout tone="warning">{words("mustChange")}</Callout>
      )}
      <Section title={words("you")} about={words("youAbout")}>
        <AboutMe />
      </Section>
      <Section title={words("password")} about={words("passwordAbout")}>
        <PasswordForm isOneTime={account.mustChangePassword === true} />
      </Section>
      <ThisBrowser />
      <LogIns />
    </Page>
  );
}

function ThisBrowser() {
  const choice = useLanguage((language) => language.choice);
  const theme = useTheme((chosen) => chosen.theme);
  const isMuted = useNotificationSettings((settings) => settings.isMuted);
  return (
    <Section title={words("browser")} about={words("browserAbout")}>
      <div className={styles.pair}>
        <SelectField
          label={words("language")}
          value={choice}
          onChange={(event) => switchLanguage(event.currentTarget.value as LanguageChoice)}
        >
          <option value="auto">{words("languageAuto")}</option>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words("theme")}
          value={theme}
          onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}
        >
          <option value="auto">{words("themeAuto")}</option>
          <option value="light">{words("themeLight")}</option>
          <option value="dark">{words("themeDark")}</option>
        </SelectField>
      </div>
      <SwitchField
        label={words("notifications")}
        hint={words("notificationsAbout")}
        checked={!isMuted}
        onChange={(isOn) => setMuted(!isOn)}
      />
    </Section>
  );
}

function LogIns() {
  const [isAsking, setAsking] = useState(false);
  async function end() {
    try {
      await logOutEverywhere();
      location.hash = "";
      location.reload();
    } catch (error) {
      showToast({ tone: "danger", text: wordsOf(error) });
    }
  }
  return (
    <Section
      title={words("logIns")}
      about={words("logInsAbout")}
      actions={<Button onClick={() => setAsking(true)}>{words("logOutEverywhere")}</Button>}
    >
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={words("logOutTitle")}
        about={words("logOutAbout")}
        action={words("logOutEverywhere")}
        onConfirm={end}
      />
    </Section>
  );
}
