import "./app/nonce.ts";
import "@chimp/design/tokens.css";
import "./app/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Application } from "./app/application.tsx";
import { followOldLinks } from "./app/old-links.ts";
import { loadWords } from "./language/language.ts";

followOldLinks();

const root = document.getElementById("root");
if (root !== null) {
  loadWords("first").then(
    () =>
      createRoot(root).render(
        <StrictMode>
          <Application />
        </StrictMode>,
      ),
    () => {
      root.textContent = "Chimp could not be loaded. Load this page again."; // there are no words
    },
  );
}

// Offline, the shell at least is there; where workers are forbidden, nothing is lost but that.
addEventListener("load", () => {
  navigator.serviceWorker?.register("/service-worker.js").catch(() => undefined);
});
