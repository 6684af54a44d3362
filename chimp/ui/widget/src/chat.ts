import { PROTOCOL_VERSION } from "@chimp/client";

document.documentElement.dataset.chimp = String(PROTOCOL_VERSION);
