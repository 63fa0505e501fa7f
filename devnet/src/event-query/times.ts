const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const NANOS_PER_MS = 1_000_000n;
const NANOS_PER_MINUTE = 60_000_000_000n;

/** `2013-05-03`: nanoseconds from 1970 to its first moment (UTC), or undefined for what is no day. */
export function parseDate(text: string): bigint | undefined {
  return DATE.test(text) ? parseSecond(`${text}T00:00:00`) : undefined;
}

/** `2013-05-03T14:45:00.5+02:00` (RFC 3339) in nanoseconds since 1970, or undefined for what is no time. */
export function parseTime(text: string): bigint | undefined {
  const [, second = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = TIME.exec(text) ?? [];
  const local = parseSecond(second);
  if (local === undefined || Number(hours) > 24 || Number(minutes) > 59) return undefined;
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * NANOS_PER_MINUTE;
  return local + BigInt(fraction.slice(0, 9).padEnd(9, '0')) - (sign === '-' ? -offset : offset);
}

/** Days that a month does not have would roll over into the next one; such a text does not come back the same. */
function parseSecond(text: string): bigint | undefined {
  const ms = Date.parse(`${text}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) return undefined;
  return BigInt(ms) * NANOS_PER_MS;
}
