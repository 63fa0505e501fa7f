const NANOS = 1_000_000_000n;
const NANOS_PER_MS = 1_000_000n;

/** `2026-01-02T03:04:05.000000006Z`: nanoseconds, without trailing zeros, as Go prints it. */
export function rfc3339(nanoseconds: bigint): string {
  const seconds = new Date(Number(nanoseconds / NANOS_PER_MS)).toISOString().slice(0, 19);
  const fraction = (nanoseconds % NANOS).toString().padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
