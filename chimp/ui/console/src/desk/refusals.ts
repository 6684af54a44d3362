/** What the server says to an attendant alone: why nothing was done, and what came back. */
import type { Down } from "@chimp/client";
import { showToast } from "../ui/index.ts";
import { refused } from "./say.ts";
import { useDesk } from "./store.ts";
import { refusalWords, words } from "./words.ts";

type Told = Extract<Down, { channel: "attendantControl" }>["payload"];

export function heardRefusal(told: Told): void {
  if (told.instruction === "error") {
    if (told.id == null || !refused(told.id, told.code)) {
      showToast({ text: refusalWords(told.code, told.message), tone: "danger" });
    }
  } else if (told.instruction === "transfer/returned") {
    const session = useDesk.getState().sessions[String(told.sessionId)];
    const name = session?.customer.name ?? "";
    showToast({ text: words("returned", { name: name || words("aCustomer") }) });
  } else if (told.instruction.endsWith("activity_monitor_offline")) {
    showToast({ text: words("monitorOff"), tone: "danger" });
  }
}
