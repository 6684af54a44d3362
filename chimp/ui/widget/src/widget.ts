/* The first part, `/widget.js`: the round button, the desk's configuration, and what the page says
   to the widget. It brings the second part when the customer comes near the button, when the page
   opens the chat, or when there is a conversation to go on with. */

import {
  type Api,
  answer,
  type Commands,
  type Identity,
  type Listener,
} from "./loader/commands.ts";
import { makeFrame } from "./loader/frame.ts";
import { chosen, counted } from "./loader/language.ts";
import {
  CONFIGURATION,
  configurationOf,
  merged,
  type Told,
  understood,
} from "./loader/settings.ts";
import { read, readHere, write, writeHere } from "./loader/storage.ts";
import {
  type Chat,
  type Configuration,
  type Customer,
  type Happenings,
  KEYS,
  type Loader,
  type Settings,
  type Texts,
} from "./shared.ts";

interface BuiltLanguage {
  file: string;
  direction: string;
  open: string;
  close: string;
  failed: string;
}

declare const __CHAT__: string;
declare const __LANGUAGES__: Record<string, BuiltLanguage>;

const built = __LANGUAGES__;
const languages = Object.keys(built);
const script = document.currentScript as HTMLScriptElement | null;

function begin(line: HTMLScriptElement): void {
  const server = (line.dataset.server ?? new URL(".", line.src).href).replace(/\/$/, "");
  const frame = makeFrame();
  const listeners = new Map<string, Set<(detail: never) => void>>();
  const watchers = new Set<() => void>();
  const attributes = understood(line.dataset);
  let told: Told = {};
  let configuration: Configuration = CONFIGURATION;
  let settings: Settings = merged(configuration, attributes);
  let language = "en";
  let customer: Customer = { attributes: {} };
  let isOpen = false;
  let isHere = false;
  let unread = 0;
  let chat: Chat | null = null;
  let loading: Promise<void> | null = null;
  let cameFrom: Element | null = null;

  const known = (): BuiltLanguage => built[language] as BuiltLanguage;

  function emit<Name extends keyof Happenings>(name: Name, detail: Happenings[Name]): void {
    for (const listener of listeners.get(name) ?? []) {
      try {
        (listener as Listener<Name>)(detail);
      } catch (error) {
        reportError(error); // the page's fault, and the chat goes on
      }
    }
  }

  function label(): string {
    const { open, close } = known();
    const texts = window.Chimp?.texts?.[language];
    if (isOpen) return close;
    return unread > 0 && texts ? `${open}, ${counted(language, texts.unread, unread)}` : open;
  }

  function dress(): void {
    settings = merged(configuration, attributes, told);
    language = chosen(
      settings.language,
      languages,
      document.documentElement.lang,
      navigator.languages,
    );
    frame.dress(settings, language, known().direction);
    frame.showUnread(unread, label());
    for (const watcher of watchers) watcher();
  }

  function fetchScript(file: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const part = document.createElement("script");
      part.src = trusted(`${server}/widget/${file}`);
      part.async = true;
      part.nonce = line.nonce ?? "";
      part.crossOrigin = line.crossOrigin;
      part.onload = () => resolve();
      part.onerror = () => reject(new Error(`${file} could not be loaded`));
      document.head.append(part);
    });
  }

  async function speak(): Promise<void> {
    if (!api.texts?.[language]) await fetchScript(known().file);
  }

  async function load(): Promise<void> {
    await ready;
    await Promise.all([speak(), api.chat ? null : fetchScript(__CHAT__)]);
    if (isHere && api.chat) chat ??= api.chat(loader);
    frame.showUnread(unread, label());
  }

  /** Once; and again after it has failed. */
  function loaded(): Promise<void> {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      frame.complain(known().failed);
      emit("error", { code: "not_loaded", message: String(error) });
      throw error;
    });
    return loading;
  }

  async function open(how: { draft?: string | undefined; takesFocus: boolean }): Promise<void> {
    cameFrom = document.activeElement;
    frame.complain("");
    frame.launcher.setAttribute("aria-busy", "true");
    try {
      await loaded();
    } catch {
      return;
    } finally {
      frame.launcher.removeAttribute("aria-busy");
    }
    if (!chat) return;
    const isNews = !isOpen;
    show(true);
    chat.open(how);
    if (isNews) emit("open", {});
  }

  function show(isNowOpen: boolean): void {
    isOpen = isNowOpen;
    frame.wrapper.classList.toggle("open", isOpen);
    frame.launcher.setAttribute("aria-expanded", String(isOpen));
    frame.showUnread(unread, label());
    remember();
  }

  /** Nothing is kept of somebody who only looks. */
  function remember(): void {
    const isKept = isOpen && read(KEYS.session) !== null;
    if (isKept !== (readHere(KEYS.isOpen) !== null)) writeHere(KEYS.isOpen, isKept ? "1" : null);
  }

  function close(): void {
    if (!isOpen) return;
    const hadFocus = frame.root.activeElement !== null;
    show(false);
    chat?.close();
    if (hadFocus) giveFocusBack();
    emit("close", {});
  }

  function giveFocusBack(): void {
    const isOutside = cameFrom instanceof HTMLElement && cameFrom !== frame.host;
    if (isOutside && cameFrom !== document.body) (cameFrom as HTMLElement).focus();
    else frame.launcher.focus();
  }

  function identify(who: Identity): void {
    const said = typeof who === "string" ? { token: who } : (who ?? {});
    customer = { ...said, attributes: customer.attributes };
    chat?.described();
  }

  function enter(): void {
    if (isHere) return;
    isHere = true;
    void ready.then(() => {
      if (!isHere) return;
      frame.attach();
      emit("ready", { language });
      if (readHere(KEYS.isOpen) !== null) void open({ takesFocus: false });
      else if (read(KEYS.session) !== null) void loaded().catch(() => undefined);
    });
  }

  function leave(): void {
    isHere = false;
    chat?.stop();
    chat = null;
    loading = null;
    unread = 0;
    show(false);
    frame.detach();
  }

  const commands: Commands = {
    open: (how) => void open({ draft: how?.text, takesFocus: true }),
    close,
    toggle: () => (isOpen ? close() : void open({ takesFocus: true })),
    show: () => commands.configure({ launcher: true }),
    hide: () => commands.configure({ launcher: false }),
    identify,
    set(said) {
      const all: Record<string, unknown> = { ...customer.attributes, ...said };
      const plain = Object.entries(all).filter(([, value]) => value !== null);
      customer = { ...customer, attributes: Object.fromEntries(plain) as Customer["attributes"] };
      chat?.described();
    },
    configure(looks) {
      const next = understood(looks);
      told = { ...told, ...next, words: { ...told.words, ...next.words } };
      dress();
      if (chat) void speak().then(dress);
    },
    on(name, listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener as (detail: never) => void));
      return () => commands.off(name, listener);
    },
    off(name, listener) {
      listeners.get(name)?.delete(listener as (detail: never) => void);
    },
    reset() {
      customer = { attributes: {} };
      if (chat) chat.forget();
      else for (const key of [KEYS.session, KEYS.pending, KEYS.draft]) write(key, null);
    },
    shutdown: leave,
    start: enter,
  };

  const loader: Loader = {
    server,
    root: frame.root,
    place: frame.place,
    get settings() {
      return settings;
    },
    get configuration() {
      return configuration;
    },
    get texts() {
      return (api.texts?.[language] ?? Object.values(api.texts ?? {})[0]) as Texts;
    },
    get language() {
      return language;
    },
    get customer() {
      return customer;
    },
    get isOpen() {
      return isOpen;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    emit,
    remember,
    showUnread(count) {
      unread = count;
      frame.showUnread(unread, label());
    },
    close,
  };

  frame.launcher.addEventListener("click", () => commands.toggle());
  for (const near of ["pointerenter", "focus"]) {
    frame.launcher.addEventListener(near, () => void loaded().catch(() => undefined), {
      once: true,
    });
  }
  addEventListener("storage", (event) => {
    if (event.key === KEYS.session && event.newValue && isHere) {
      void loaded().catch(() => undefined); // begun in another tab
    }
  });

  const ready = Promise.all([configurationOf(server).catch(() => CONFIGURATION), page()]).then(
    ([found]) => {
      configuration = found;
      dress();
    },
  );
  enter(); // first: the page may have left again, as a component that is rendered and taken away
  const api: Api = answer(commands);
}

/** Until there is a body to stand on. */
function page(): Promise<void> {
  return new Promise((resolve) => {
    if (document.body) resolve();
    else addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}

/** Pages that allow only Trusted Types have to allow the policy `chimp`. */
function trusted(url: string): string {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: {
      createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
    };
  };
  policy ??= trustedTypes?.createPolicy("chimp", { createScriptURL: (each: string) => each });
  return policy ? policy.createScriptURL(url) : url;
}
let policy: { createScriptURL(url: string): string } | undefined;

const isThereAlready = typeof window.Chimp === "function" && !window.Chimp.q && window.Chimp.length;
if (script?.src && !isThereAlready) begin(script);
