import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { useLanguage } from "../language/index.ts";
import { Toaster } from "../ui/index.ts";
import { askWhoIsThere, useStanding } from "./account.ts";
import { HttpError } from "./http.ts";
import { LogInOverlay, LogInPage } from "./log-in.tsx";
import { ScreenGuard } from "./screen-guard.tsx";
import { Starting, Unreachable } from "./starting.tsx";

/** On its way while it is still asked who is there; what logs in does not wait for it. */
const shell = import("./shell.tsx");
shell.catch(() => undefined); // said where it is shown

const Shell = lazy(async () => ({ default: (await shell).Shell }));

/** For every answer that is kept and asked for again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (times, error) => !(error instanceof HttpError && error.status < 500) && times < 2,
    },
  },
});

export function Application() {
  const state = useStanding((standing) => standing.state);
  const language = useLanguage((chosen) => chosen.language);
  useEffect(() => void askWhoIsThere(), []);
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useHashLocation}>
        {/* Another language is another page: everything is said anew, drafts are kept. */}
        <ScreenGuard key={language}>
          {state === "asking" && <Starting />}
          {state === "unreachable" && <Unreachable />}
          {state === "out" && <LogInPage />}
          {(state === "in" || state === "expired") && (
            <Suspense fallback={<Starting />}>
              <Shell />
            </Suspense>
          )}
          {state === "expired" && <LogInOverlay />}
        </ScreenGuard>
        <Toaster />
      </Router>
    </QueryClientProvider>
  );
}
