import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfc3339 } from '../chain/rfc3339.ts';
import { parseDate, parseTime } from './times.ts';

describe('times', () => {
  it('come back from how the chain writes them, to the nanosecond', () => {
    const nanoseconds = fc.bigInt({ min: 0n, max: 253_402_300_799_999_999_999n });
    fc.assert(
      fc.property(nanoseconds, (time) => {
        expect(parseTime(rfc3339(time))).toBe(time);
      }),
    );
  });

  it('count from Greenwich, wherever they were written', () => {
    const noon = parseTime('2026-01-01T12:00:00Z');
    expect(parseTime('2026-01-01T14:30:00+02:30')).toBe(noon);
    expect(parseTime('2025-12-31T23:15:00.000-12:45')).toBe(noon);
    expect(parseTime('2026-01-01T12:00:00.0000000019Z')).toBe((noon ?? 0n) + 1n);
  });

  it('of a day are its first moment', () => {
    expect(parseDate('2024-02-29')).toBe(parseTime('2024-02-29T00:00:00Z'));
    expect(parseDate('1969-12-31')).toBe(-86_400_000_000_000n);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '24-01-01',
    '2024-1-1',
    '2024-01-01T00:00:00Z',
    '',
  ])('are no day: %j', (text) => expect(parseDate(text)).toBeUndefined());

  it.each([
    '2024-01-01',
    '2024-01-01T24:00:00Z',
    '2024-01-01T12:60:00Z',
    '2024-01-01T12:00:00',
    '2024-01-01 12:00:00Z',
    '2024-01-01T12:00:00+0200',
    '2024-01-01T12:00:00+25:00',
    '2024-01-01T12:00:00+02:60',
    '2024-02-30T12:00:00Z',
    '2024-01-01T12:00:00.Z',
  ])('are no time: %j', (text) => expect(parseTime(text)).toBeUndefined());
});
