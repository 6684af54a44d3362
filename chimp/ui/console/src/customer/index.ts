/** Empty until it is built; see the brief: engineer `panel` fills this folder. */
export function CustomerPane(_props: { sessionId: string }): null {
  return null;
}
