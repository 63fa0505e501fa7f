import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsoTime } from './iso-time.ts';

const dates = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });

describe('SEL-4', () => {
  it('reads what Date writes', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString();
        expect(parseIsoTime(text, 'with-offset')).toBe(BigInt(date.getTime()));
        expect(parseIsoTime(text.slice(0, -1), 'without-offset')).toBe(BigInt(date.getTime()));
      }),
    );
  });

  it('is the same moment under every offset', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -1439, max: 1439 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000);
        fc.pre(local.getTime() >= 0 && local.getUTCFullYear() <= 9999);
        const size = Math.abs(minutes);
        const two = (n: number) => String(n).padStart(2, '0');
        const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const text = local.toISOString().replace('Z', offset);
        expect(parseIsoTime(text, 'with-offset')).toBe(BigInt(date.getTime()));
      }),
    );
  });

  it('takes nothing that Date reads otherwise', () => {
    const texts = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789-:TZ.+')),
      minLength: 16,
      maxLength: 26,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseIsoTime(text, 'with-offset');
        if (parsed !== undefined) expect(parsed).toBe(BigInt(Math.floor(Date.parse(text))));
      }),
    );
  });
});
