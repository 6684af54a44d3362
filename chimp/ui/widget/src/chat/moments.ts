/* Days and times in the reader's language, by the browser's own knowledge of languages. */

const DAY = 86_400_000;

/** To make one takes a quarter of a millisecond, and each bubble needs two, with every key press. */
const made = new Map<string, Intl.DateTimeFormat>();

function text(at: number, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(options);
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, options);
  made.set(key, format);
  return format.format(at);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** “Today”, “Yesterday”, then the date. */
export function dayText(at: number, now: number, language: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days > -2 && days <= 0) {
    const day = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return day.charAt(0).toLocaleUpperCase(language) + day.slice(1);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : { year: "numeric" as const };
  return text(at, language, { weekday: "long", day: "numeric", month: "long", ...year });
}

export function timeText(at: number, language: string): string {
  return text(at, language, { hour: "numeric", minute: "2-digit" });
}

/** For whoever wants to know exactly. */
export function exactText(at: number, language: string): string {
  return text(at, language, { dateStyle: "full", timeStyle: "medium" });
}

/** When the desk is back: a time today, with the day later. */
export function returnText(at: number, now: number, language: string): string {
  const isToday = midnight(at) === midnight(now);
  const day = isToday ? {} : ({ weekday: "long", day: "numeric", month: "long" } as const);
  return text(at, language, { ...day, hour: "numeric", minute: "2-digit" });
}
