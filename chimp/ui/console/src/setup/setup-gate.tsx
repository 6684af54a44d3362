import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useDeskSettings } from "../api/settings.ts";
import { useAccount } from "../app/account.ts";
import { isSkipped } from "./skipped.ts";

/**
 * Leads to the first steps where they have not been taken: an administrator to the set-up, anybody
 * else with a one-time password to the profile. Once after a page was loaded, never against a skip.
 */
export function SetupGate() {
  const account = useAccount();
  const desk = useDeskSettings({ enabled: account.isAdministrator });
  const [location, navigate] = useLocation();
  const hasLed = useRef(false);
  const isNew = account.mustChangePassword === true;
  const isSetUp = desk.data?.isSetUp;

  useEffect(() => {
    if (hasLed.current || location !== "/" || isSkipped(account.id)) return;
    if (account.isAdministrator ? isNew || isSetUp === false : isNew) {
      hasLed.current = true;
      navigate(account.isAdministrator ? "/setup" : "/profile", { replace: true });
    }
  }, [account, isNew, isSetUp, location, navigate]);

  return null;
}
