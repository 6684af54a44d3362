/* The place on the page: one element, a shadow root that the page's styles do not enter, and in it
   the round button. Everything is made by hand, for every page pays for it. */

import type { Settings } from "../shared.ts";
import { accentTokens } from "./colour.ts";
import css from "./frame.css?inline";

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE =
  "M12 3.5c-5 0-9 3.4-9 7.7 0 2.4 1.3 4.6 3.4 6 .1 1.1-.3 2.2-1 3.1-.2.2 0 .6.3.6 1.9-.1 3.5-.8 4.7-1.9.5.1 1 .1 1.6.1 5 0 9-3.4 9-7.9s-4-7.7-9-7.7Z";
const CHEVRON = "m6 9.5 6 6 6-6";

export interface Frame {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly wrapper: HTMLElement;
  readonly place: HTMLElement;
  readonly launcher: HTMLButtonElement;
  dress(settings: Settings, language: string, direction: string): void;
  /** A short complaint beside the button; empty takes it away. */
  complain(text: string): void;
  showUnread(count: number, label: string): void;
  /** Onto the page, and again if the page throws it out with its body. */
  attach(): void;
  detach(): void;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function icon(path: string, isFilled: boolean): SVGElement {
  const made = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  line.setAttribute("fill", isFilled ? "currentColor" : "none");
  if (!isFilled) {
    line.setAttribute("stroke", "currentColor");
    line.setAttribute("stroke-width", "2.25");
    line.setAttribute("stroke-linecap", "round");
    line.setAttribute("stroke-linejoin", "round");
  }
  made.append(line);
  return made;
}

export function makeFrame(): Frame {
  const host = document.createElement("chimp-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // no <style>: a strict Content-Security-Policy refuses those
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const wrapper = element("div", "chimp");
  const place = element("div", "place");
  const launcher = element("button", "launcher");
  const badge = element("span", "badge");
  const complaint = element("div", "complaint");
  launcher.type = "button";
  launcher.setAttribute("aria-expanded", "false");
  launcher.append(icon(BUBBLE, true), icon(CHEVRON, false), badge);
  badge.setAttribute("aria-hidden", "true");
  complaint.setAttribute("role", "alert");
  wrapper.append(place, complaint, launcher);
  root.append(wrapper);

  const keeper = new MutationObserver(() => {
    if (!host.isConnected && document.body) attach();
  });
  function attach() {
    document.body.append(host);
    keeper.observe(document.documentElement, { childList: true });
    keeper.observe(document.body, { childList: true });
  }

  return {
    host,
    root,
    wrapper,
    place,
    launcher,
    dress(settings, language, direction) {
      wrapper.lang = language;
      wrapper.dir = direction;
      wrapper.dataset.theme = settings.theme;
      wrapper.classList.toggle("left", settings.position === "left");
      launcher.hidden = !settings.launcher;
      const { style } = wrapper;
      style.setProperty("--offset-x", `${settings.offsetX}px`);
      style.setProperty("--offset-y", `${settings.offsetY}px`);
      host.style.setProperty("--chimp-layer", String(settings.zIndex), "important");
      for (const [name, value] of Object.entries(accentTokens(settings.accent))) {
        style.setProperty(name, value);
      }
    },
    complain(text) {
      complaint.textContent = text;
    },
    showUnread(count, label) {
      badge.textContent = count > 0 ? (count > 99 ? "99+" : String(count)) : "";
      launcher.setAttribute("aria-label", label);
    },
    attach,
    detach() {
      keeper.disconnect();
      host.remove();
    },
  };
}
