import { create, ObservedAtSchema, TimeFormat } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json, key } from '../testing/paths.ts';
import { selectObservedAt } from './observed-at.ts';

const { UNIX_SECONDS, UNIX_MILLISECONDS, RFC3339, ISO8601_UTC } = TimeFormat;
const SESSION = 1_760_000_000_000n;

/** What SEL-4 makes of the member `t`: milliseconds, or a code. */
function observed(format: TimeFormat, source: string, session = SESSION): bigint | string {
  const selector = create(ObservedAtSchema, { path: [key('t')], format });
  const selected = selectObservedAt(selector, json(`{"t":${source}}`), new Map(), session);
  return selected.ok ? selected.value : selected.code;
}

describe('SEL-4', () => {
  it('reads the same moment in each format', () => {
    const moments = fc.bigInt({ min: 1n, max: SESSION });
    fc.assert(
      fc.property(moments, (ms) => {
        const iso = new Date(Number(ms)).toISOString();
        const seconds = `${ms / 1_000n}.${String(ms % 1_000n).padStart(3, '0')}`;
        expect(observed(UNIX_SECONDS, seconds)).toBe(ms);
        expect(observed(UNIX_MILLISECONDS, String(ms))).toBe(ms);
        expect(observed(RFC3339, `"${iso}"`)).toBe(ms);
        expect(observed(ISO8601_UTC, `"${iso.slice(0, -1)}"`)).toBe(ms);
      }),
    );
  });

  it('cuts off what is finer than a millisecond, and never rounds up', () => {
    expect(observed(UNIX_SECONDS, '1700000000.9999')).toBe(1_700_000_000_999n);
    expect(observed(UNIX_MILLISECONDS, '1700000000000.9')).toBe(1_700_000_000_000n);
    expect(observed(UNIX_SECONDS, '1.7e9')).toBe(1_700_000_000_000n);
    expect(observed(RFC3339, '"2026-01-01T00:00:00.9999Z"', 2n ** 50n)).toBe(1_767_225_600_999n);
  });

  it('may be a minute ahead of the session and not a millisecond more', () => {
    expect(observed(UNIX_MILLISECONDS, String(SESSION + 60_000n))).toBe(SESSION + 60_000n);
    expect(observed(UNIX_MILLISECONDS, String(SESSION + 60_001n))).toBe('observed_at.future');
  });

  it.each([
    [UNIX_SECONDS, '0'],
    [UNIX_SECONDS, '0.0009'],
    [UNIX_SECONDS, '-1'],
    [UNIX_SECONDS, '"1700000000"'],
    [UNIX_MILLISECONDS, '9007199254740992'],
    [UNIX_MILLISECONDS, '1e30'],
    [UNIX_MILLISECONDS, 'null'],
    [RFC3339, '1700000000'],
    [RFC3339, '"2026-01-01T00:00:00"'],
    [RFC3339, '"2026-01-01T00:00Z"'],
    [RFC3339, '"2026-06-30T23:59:60Z"'],
    [RFC3339, '"1970-01-01T00:00:00Z"'],
    [ISO8601_UTC, '"2026-01-01T00:00:00Z"'],
    [ISO8601_UTC, '"2026-02-30T00:00"'],
    [TimeFormat.UNSPECIFIED, '1700000000'],
  ])('takes format %i of %s for no time', (format, source) => {
    expect(observed(format, source)).toBe('observed_at.invalid');
  });
});
