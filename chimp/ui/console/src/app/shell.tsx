import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useConsole } from "../desk/use-console.ts";
import { loadWords } from "../language/index.ts";
import { OfferCards } from "../notification/offer-cards.tsx";
import { watchNews } from "../notification/watch.ts";
import { Inbox } from "../queue/inbox.tsx";
import { Overlays } from "../shortcuts/overlays.tsx";
import { useAccount } from "./account.ts";
import { LineBanner } from "./line-banner.tsx";
import { Rail } from "./rail.tsx";
import { ScreenGuard } from "./screen-guard.tsx";
import styles from "./shell.module.css";
import { Waiting } from "./waiting.tsx";

/** With the words of what is beside the inbox. */
async function withWords<Part>(part: Promise<Part>): Promise<Part> {
  const [loaded] = await Promise.all([part, loadWords("more")]);
  return loaded;
}

const Administration = lazy(async () => ({
  default: (await withWords(import("../administration/index.ts"))).Administration,
}));
const Setup = lazy(async () => ({
  default: (await withWords(import("../setup/index.ts"))).Setup,
}));
const SetupGate = lazy(async () => ({
  default: (await import("../setup/setup-gate.tsx")).SetupGate,
}));
const Profile = lazy(async () => ({
  default: (await withWords(import("../profile/index.ts"))).Profile,
}));

/** Everything that is there once somebody is logged in. */
export function Shell() {
  const account = useAccount();
  useConsole(account);
  useEffect(() => watchNews(), []);
  return (
    <div className={styles.shell}>
      <Rail />
      <div className={styles.main}>
        <LineBanner />
        <main className={styles.screen}>
          <Switch>
            <Route path="/administration" nest>
              <Screen>
                <Administration />
              </Screen>
            </Route>
            <Route path="/profile" nest>
              <Screen>
                <Profile />
              </Screen>
            </Route>
            <Route path="/setup" nest>
              <Screen>
                <Setup />
              </Screen>
            </Route>
            <Route path="/">
              <Inbox sessionId={null} isCustomerShown={false} />
            </Route>
            <Route path="/sessions/:id">
              {({ id }) => <Inbox sessionId={decodeURIComponent(id)} isCustomerShown={false} />}
            </Route>
            <Route path="/sessions/:id/customer">
              {({ id }) => <Inbox sessionId={decodeURIComponent(id)} isCustomerShown />}
            </Route>
            <Route>
              <Redirect to="/" replace />
            </Route>
          </Switch>
        </main>
      </div>
      <OfferCards />
      <Overlays />
      <ScreenGuard fallback={null}>
        <Suspense fallback={null}>
          <SetupGate />
        </Suspense>
      </ScreenGuard>
    </div>
  );
}

/** A part that is loaded when somebody goes there, and scrolls by itself. */
function Screen({ children }: { children: React.ReactNode }) {
  return (
    <div className={styles.scroll}>
      <ScreenGuard>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </ScreenGuard>
    </div>
  );
}
