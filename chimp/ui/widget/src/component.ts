/* `<ChimpWidget>` for sites in React: the widget of `backendEndpoint`, as long as it is rendered. It
   takes what the component of 2018 took. One page has one widget, however often this is rendered. */

import { createElement, useEffect } from "react";
import type { ChimpUser, ChimpWidgetProps } from "./react.d.ts";

const STUB_QUEUE = "q";

type Chimp = ((name: string, ...told: unknown[]) => unknown) & { q?: ArrayLike<unknown>[] };

function chimp(): Chimp {
  const there = (window as unknown as { Chimp?: Chimp }).Chimp;
  if (there) return there;
  const waiting: ArrayLike<unknown>[] = [];
  const stub: Chimp = Object.assign(
    function stub() {
      // biome-ignore lint/complexity/noArguments: the length of a stub tells it from the widget
      waiting.push(arguments);
    },
    { [STUB_QUEUE]: waiting },
  );
  (window as unknown as { Chimp?: Chimp }).Chimp = stub;
  return stub;
}

/** What the site keeps of its user, where the component of 2018 looked for it. */
function storedUser(): Record<string, unknown> | null {
  try {
    const user: unknown = JSON.parse(localStorage.getItem("userData") ?? "null");
    return typeof user === "object" && user !== null ? (user as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function described(props: ChimpWidgetProps): ChimpUser | string | null {
  if (props.identity !== undefined) return props.identity;
  const user = storedUser();
  if (!user) return null;
  const { id, name, avatarURL, email } = user;
  const told = Object.entries({ id, name, avatarURL, email });
  return Object.fromEntries(told.filter(([, value]) => value !== undefined && value !== null));
}

let server: string | null = null;
let rendered = 0;

function bring(endpoint: string, nonce: string | undefined): void {
  if (server === endpoint) {
    chimp()("start");
    return;
  }
  if (server !== null) delete (window as unknown as { Chimp?: Chimp }).Chimp;
  server = endpoint;
  chimp();
  const script = document.createElement("script");
  script.src = `${endpoint}/widget.js`;
  script.async = true;
  if (nonce) script.nonce = nonce;
  document.head.append(script);
}

/** Another rendering may follow at once, as in React's StrictMode. */
function leave(): void {
  queueMicrotask(() => {
    if (rendered === 0) chimp()("shutdown");
  });
}

export function ChimpWidget(props: ChimpWidgetProps) {
  const { backendEndpoint, mqttBrokerHost, mqttBaseTopic, title, showPoweredBy, nonce } = props;
  const endpoint = backendEndpoint.replace(/\/+$/, "");
  const who = JSON.stringify(props.identity ?? null);

  useEffect(() => {
    rendered += 1;
    bring(endpoint, nonce);
    return () => {
      rendered -= 1;
      leave();
    };
  }, [endpoint, nonce]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another endpoint is another widget
  useEffect(() => {
    chimp()("configure", {
      mqttUrl: mqttBrokerHost,
      baseTopic: mqttBaseTopic,
      title,
      showPoweredBy,
      language: props.language,
      accent: props.accent,
      position: props.position,
    });
  }, [
    endpoint,
    mqttBrokerHost,
    mqttBaseTopic,
    title,
    showPoweredBy,
    props.language,
    props.accent,
    props.position,
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `who` is the identity, compared by what it says
  useEffect(() => {
    const user = described(props);
    if (user !== null) chimp()("identify", user);
  }, [endpoint, who]);

  return createElement("span", { hidden: true, "data-chimp": "" });
}

export default ChimpWidget;
