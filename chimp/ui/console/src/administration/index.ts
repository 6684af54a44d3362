/** Empty until it is built; see the brief: engineer `panel` fills this folder. */
export function Administration(): null {
  return null;
}
