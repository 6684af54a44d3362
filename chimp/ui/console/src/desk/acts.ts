/** What an attendant does. */
export function goAway(): void {}
export function goOnline(): void {}
