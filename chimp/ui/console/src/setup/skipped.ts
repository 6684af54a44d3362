/** Who does not want to be led through the first steps again, in this browser. */
const STORED = "chimp.setup.skipped";

export function skip(accountId: string | number): void {
  try {
    localStorage.setItem(STORED, String(accountId));
  } catch {
    // storage is forbidden: it is shown again after the next log-in
  }
}

export function isSkipped(accountId: string | number): boolean {
  try {
    return localStorage.getItem(STORED) === String(accountId);
  } catch {
    return false;
  }
}
