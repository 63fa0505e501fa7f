const DATE = String.raw`([0-9]{4})-([0-9]{2})-([0-9]{2})`;
const FRACTION = String.raw`(?:\.([0-9]{1,12}))?`;
const WITH_OFFSET = new RegExp(
  String.raw`^${DATE}[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})${FRACTION}(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$`,
);
// Vendors leave out the seconds (Open-Meteo), which RFC 3339 does not allow and ISO 8601 does.
const WITHOUT_OFFSET = new RegExp(String.raw`^${DATE}T([0-9]{2}):([0-9]{2})(?::([0-9]{2})${FRACTION})?$`);

/**
 * Unix milliseconds of a time in RFC 3339 (`with-offset`), or of a local time that is meant in UTC (`without-offset`). Undefined where it is
 * none: a day that the month does not have, hour 24, a leap second, an offset beyond 23:59.
 */
export function parseIsoTime(text: string, kind: 'with-offset' | 'without-offset'): bigint | undefined {
  const match = (kind === 'with-offset' ? WITH_OFFSET : WITHOUT_OFFSET).exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', ...rest] = match;
  const [fraction = '', sign = '+', offsetHour = '0', offsetMinute = '0'] = rest;
  const inRange =
    isDay(Number(year), Number(month), Number(day)) &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    Number(second) <= 59 &&
    Number(offsetHour) <= 23 &&
    Number(offsetMinute) <= 59;
  if (!inRange) return undefined;
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return BigInt(wall + ms - offsetMs);
}

function isDay(year: number, month: number, day: number): boolean {
  // Date.UTC reads years below 100 as 19xx; times before 1970 are of no use here.
  if (year < 1970 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
