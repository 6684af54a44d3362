/** Where things are, as hash routes. */
export const INBOX = "/";

export function sessionPath(sessionId: string | number): string {
  return `/sessions/${encodeURIComponent(String(sessionId))}`;
}

export function customerPath(sessionId: string | number): string {
  return `${sessionPath(sessionId)}/customer`;
}
