/** `/?session=<id>`, as it stands in notifications and e-mails, is `/#/sessions/<id>`. */
export function followOldLinks(): void {
  const session = new URLSearchParams(location.search).get("session");
  if (session !== null && session !== "") {
    history.replaceState(null, "", `/#/sessions/${encodeURIComponent(session)}`);
  }
}
