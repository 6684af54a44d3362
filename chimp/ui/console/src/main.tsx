import "./app/nonce.ts";
import "@chimp/design/tokens.css";
import "./app/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Application } from "./app/application.tsx";
import { followOldLinks } from "./app/old-links.ts";

followOldLinks();

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Application />
    </StrictMode>,
  );
}

// Offline, the shell at least is there; where workers are forbidden, nothing is lost but that.
addEventListener("load", () => {
  navigator.serviceWorker?.register("/service-worker.js").catch(() => undefined);
});
