/* Rows of `{label, value}`: three forms of value, told apart once. */

import type { Link, Point, Row } from "../api/shapes.ts";

export type Shown =
  | { form: "text"; label: string; text: string; href: string | null }
  | { form: "links"; label: string; links: { label: string; href: string | null }[] }
  | { form: "series"; label: string; points: Point[] };

/** What a row shows. Rows come from a stranger's service too: what is unknown becomes text. */
export function shown(row: Row): Shown {
  const { label, value } = row;
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every(isPoint)) {
      return { form: "series", label, points: value };
    }
    const links = (value as unknown[]).filter(isLink);
    if (links.length > 0) {
      return {
        form: "links",
        label,
        links: links.map((link) => ({ label: link.label || link.url, href: safe(link.url) })),
      };
    }
    return { form: "text", label, text: "", href: null };
  }
  const text = String(value);
  return { form: "text", label, text, href: textHref(text) };
}

function isPoint(value: Link | Point): value is Point {
  return "x" in value && typeof value.x === "string" && typeof value.y === "number";
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === "object" &&
    value !== null &&
    "url" in value &&
    typeof value.url === "string" &&
    "label" in value &&
    typeof value.label === "string"
  );
}

const OWN = /^\/\?session=([^&]+)$/;

/** Only web addresses become links: `javascript:` from somebody's service does not. */
function safe(url: string): string | null {
  const own = OWN.exec(url);
  if (own?.[1] !== undefined) return `/#/sessions/${own[1]}`; // our own: no reload of the page
  if (url.startsWith("/") && !url.startsWith("//")) return url;
  return /^https?:\/\//i.test(url) ? url : null;
}

const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const PHONE = /^\+[\d\s().-]{6,24}$/;

function textHref(text: string): string | null {
  if (/^https?:\/\/\S+$/i.test(text)) return text;
  if (MAIL.test(text)) return `mailto:${text}`;
  return PHONE.test(text) ? `tel:${text.replace(/[^\d+]/g, "")}` : null;
}
