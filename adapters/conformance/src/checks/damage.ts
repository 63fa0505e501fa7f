import { compareDecimal, parseResponse } from '@cloudx3/verifier-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import type { Fixture } from '../fixtures/load.ts';
import { sessionTimeOf } from '../fixtures/sample.ts';
import { concat, responseWith } from '../mutation/http.ts';
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

/** Whatever bytes come, nothing is thrown, and what is taken for a reading lies within its bounds. */
export function damageChecks(subject: Subject): Check[] {
  return subject.fixtures.flatMap((fixture) =>
    checksOf(`damaged ${fixture.entry.file}`, {
      'is refused with a way out, or holds readings within their bounds': () =>
        fc.assert(
          fc.property(
            fc.array(wound, { minLength: 1, maxLength: 4 }),
            fc.constantFrom(wounded, woundedInside),
            (wounds, how) => expectBounded(subject, fixture, wounds.reduce(how, fixture.bytes)),
          ),
          { numRuns: 300 },
        ),
    }),
  );
}

function expectBounded({ adapter, exchange }: Subject, fixture: Fixture, response: Uint8Array): void {
  const operation = adapter.operations[fixture.entry.operation];
  if (operation === undefined) throw new Error('the manifest names an operation that is not there');
  const result = exchange.parseResponse(operation, fixture.entry.params, response, sessionTimeOf(fixture));
  if (!result.ok) {
    expect(exchange.explainFailure(adapter, result.code, response).remedy).not.toBe('');
    return;
  }
  const rows = result.value.rows.flatMap(({ readings }) => readings);
  for (const { name, value } of [...result.value.readings, ...rows]) {
    const { min, max } = operation.message.readings.find((reading) => reading.name === name) ?? {};
    if (value !== undefined && min !== undefined)
      expect(compareDecimal(value, min)).toBeGreaterThanOrEqual(0);
    if (value !== undefined && max !== undefined) expect(compareDecimal(value, max)).toBeLessThanOrEqual(0);
  }
}

interface Wound {
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
}

/** The body alone is hurt, and announced as it is: what reads JSON comes to see it, too. */
function woundedInside(response: Uint8Array, hurt: Wound): Uint8Array {
  const parsed = parseResponse(response, { maxBytes: response.length });
  if (!parsed.ok) return wounded(response, hurt);
  return responseWith(parsed.value.status, wounded(parsed.value.body, hurt));
}

function wounded(bytes: Uint8Array, { at, removed, inserted }: Wound): Uint8Array {
  const start = at % (bytes.length + 1);
  return concat(bytes.subarray(0, start), inserted, bytes.subarray(start + removed));
}
