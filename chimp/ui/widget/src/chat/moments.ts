/* Days and times in the reader's language, by the browser's own knowledge of languages. */

const DAY = 86_400_000;

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** “Today”, “Yesterday”, then the date. */
export function dayText(at: number, now: number, language: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days > -2 && days <= 0) {
    const text = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
    return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
  }
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...year,
  }).format(at);
}

export function timeText(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** For whoever wants to know exactly. */
export function exactText(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" }).format(at);
}

/** When the desk is back: a time today, with the day later. */
export function returnText(at: number, now: number, language: string): string {
  const isToday = midnight(at) === midnight(now);
  const day = isToday ? {} : ({ weekday: "long", day: "numeric", month: "long" } as const);
  return new Intl.DateTimeFormat(language, { ...day, hour: "numeric", minute: "2-digit" }).format(
    at,
  );
}
