import { now } from './clock';
import { fullTime, relativeTime } from './time';

/** When something was, as people say it; the exact time on hover and for machines. */
export function RelativeTime({ at, language = 'zh-TW' }: { at: string; language?: string }) {
  return (
    <time dateTime={at} title={fullTime(at, language)}>
      {relativeTime(at, now.value, language)}
    </time>
  );
}
