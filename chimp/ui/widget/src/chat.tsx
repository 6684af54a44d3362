/* The second part: the conversation itself. It comes when somebody wants to chat, or has one. */

import tokens from "@chimp/design/tokens.css?inline";
import { render } from "preact";
import css from "./chat/chat.css?inline";
import { prepareSound } from "./chat/sound.ts";
import { Widget, type Wish } from "./chat/view/panel.tsx";
import { show as showVisit } from "./chat/view/use.ts";
import { Visit } from "./chat/visit.ts";
import type { Chat, Loader } from "./shared.ts";

function start(loader: Loader): Chat {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens + css);
  const own = loader.root.adoptedStyleSheets;
  if (own.length < 2) loader.root.adoptedStyleSheets = [...own, sheet];

  const visit = new Visit(loader);
  showVisit(visit);
  let wish: Wish = { times: 0, takesFocus: false };
  const show = (): void => render(<Widget visit={visit} wish={wish} />, loader.place);
  const ending = loader.watch(show);
  show();

  return {
    open({ draft, takesFocus }) {
      if (takesFocus) prepareSound();
      if (draft !== undefined) visit.draft(draft);
      wish = { times: wish.times + 1, takesFocus };
      show();
    },
    close: show,
    described: () => visit.described(),
    forget: () => visit.forget(),
    stop() {
      ending();
      visit.stop();
      render(null, loader.place);
    },
  };
}

if (window.Chimp) window.Chimp.chat = start;
