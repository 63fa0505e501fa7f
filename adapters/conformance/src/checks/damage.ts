import { explainFailure, parseResponse } from '@cloudx3/adapter-kit';
import { compareDecimal } from '@cloudx3/verifier-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../mutation/http.ts';
import { sessionTimeOf } from '../fixtures/sample.ts';
import type { Subject } from '../subject.ts';

/** One wound to the bytes of a response: some are replaced by others. */
const wound = fc.record({
  at: fc.nat(2_000),
  removed: fc.nat(40),
  inserted: fc.oneof(
    fc.uint8Array({ maxLength: 16 }),
    fc
      .constantFrom('null', 'NaN', '1e999', '-', '"', '{', ']', ',', '\r\n', '\u0000', '0', '"__proto__":')
      .map((text) => new TextEncoder().encode(text)),
  ),
});

/** Whatever bytes come: no exception, and what is taken for a reading lies within its bounds. */
export function describeDamage({ adapter, fixtures }: Subject): void {
  describe('damaged responses', () => {
    it.each(fixtures)('$entry.file', (fixture) => {
      const operation = adapter.operations[fixture.entry.operation];
      if (operation === undefined) throw new Error('the manifest names an operation that is not there');
      fc.assert(
        fc.property(fc.array(wound, { minLength: 1, maxLength: 4 }), (wounds) => {
          const response = wounds.reduce(wounded, fixture.bytes);
          const result = parseResponse(operation, fixture.entry.params, response, sessionTimeOf(fixture));
          if (!result.ok) {
            expect(explainFailure(adapter, result.code, response).remedy).not.toBe('');
            return;
          }
          for (const { name, value } of result.value.readings) {
            const { min, max } = operation.message.readings.find((reading) => reading.name === name) ?? {};
            if (value !== undefined && min !== undefined)
              expect(compareDecimal(value, min)).toBeGreaterThanOrEqual(0);
            if (value !== undefined && max !== undefined)
              expect(compareDecimal(value, max)).toBeLessThanOrEqual(0);
          }
        }),
        { numRuns: 300 },
      );
    });
  });
}

function wounded(
  bytes: Uint8Array,
  { at, removed, inserted }: { at: number; removed: number; inserted: Uint8Array },
): Uint8Array {
  const start = at % (bytes.length + 1);
  return concat(bytes.subarray(0, start), inserted, bytes.subarray(start + removed));
}
