const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** By language: making one takes longer than all else here. */
const formats = new Map<string, Intl.RelativeTimeFormat>();
const formatOf = (language: string): Intl.RelativeTimeFormat => {
  const format = formats.get(language) ?? new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  formats.set(language, format);
  return format;
};

/** How long ago a time in milliseconds was, in a language with its words for less than a minute; a date after a week. */
export const agoIn = (language: string, justNow: string, time: number, now = Date.now()): string => {
  const passed = now - time;
  if (passed > 7 * 86_400_000)
    return new Date(time).toLocaleDateString(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const step = steps.find(([, length]) => passed >= length);
  return step ? formatOf(language).format(-Math.floor(passed / step[1]), step[0]) : justNow;
};
