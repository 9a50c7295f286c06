const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something was, as people say it: 3 分鐘前, 昨天, and the date once it is a week old.
 * @param at the moment, as the API writes it (RFC 3339)
 * @param now milliseconds since 1970
 */
export function relativeTime(at: string, now: number, language: string): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const away = Math.abs(seconds);
  if (away >= 7 * DAY) return dateOf(at, now, language);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  // Intl says 現在, which nobody says of something that has happened.
  if (away < MINUTE) return language === 'zh-TW' ? '剛剛' : relative.format(0, 'second');
  if (away < HOUR) return relative.format(Math.trunc(seconds / MINUTE), 'minute');
  if (away < DAY) return relative.format(Math.trunc(seconds / HOUR), 'hour');
  return relative.format(Math.trunc(seconds / DAY), 'day');
}

/** The date and time in full, in the reader's own time zone. */
export function fullTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(Date.parse(at));
}

/** The date, with its year only where it isn't this one. */
function dateOf(at: string, now: number, language: string): string {
  const date = new Date(at);
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', ...year }).format(date);
}
