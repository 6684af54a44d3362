import type { ReactElement } from "react";

export interface ChimpUser {
  /** A signed identity (JWT) proves who this is; everything else is only said. */
  token?: string;
  id?: string | number;
  name?: string;
  email?: string;
  avatarURL?: string;
}

export interface ChimpWidgetProps {
  /** Where Chimp runs, as in `https://chat.example.com`. */
  backendEndpoint: string;
  /** Where its broker is, if not at `/mqtt` there; `http` and `https` are understood as `ws` and `wss`. */
  mqttBrokerHost?: string;
  /** If it is not the one that the server tells. */
  mqttBaseTopic?: string;
  title?: string;
  showPoweredBy?: boolean;
  /** Instead of `localStorage.userData`, where the component looks otherwise. */
  identity?: string | ChimpUser;
  /** As in `pt-BR`; `auto` follows the page and the browser. */
  language?: string;
  /** As in `#5b5bd6`. */
  accent?: string;
  position?: "right" | "left";
  /** Of the site's Content-Security-Policy. */
  nonce?: string;
}

export declare function ChimpWidget(props: ChimpWidgetProps): ReactElement;
export default ChimpWidget;
