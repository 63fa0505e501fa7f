import type { VendorError } from '@cloudx3/adapter-kit';
import { compareDecimal, parseDecimal, unwrap } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { fixtureFiles } from '../fixtures/load.ts';
import type { Fixture } from '../fixtures/load.ts';
import { sessionTimeOf } from '../fixtures/sample.ts';
import type { Subject } from '../subject.ts';

/** What the vendor answered means what its author says it means. */
export function fixtureChecks(subject: Subject): Check[] {
  const { adapter, setup, fixtures } = subject;
  return [
    ...checksOf('fixtures', {
      'are all named in the manifest': () => {
        expect([...new Set(fixtures.map(({ entry }) => entry.file))].sort()).toEqual(
          fixtureFiles(setup.packageRoot).sort(),
        );
      },

      'show every row of the error table: without it an answer would be explained otherwise': () => {
        const unshown = adapter.errors.filter(
          (row) => !fixtures.some((fixture) => shows(fixture, row, subject)),
        );
        expect(unshown.map(({ code, status }) => `${code} (${status})`)).toEqual([]);
      },
    }),
    ...fixtures.flatMap((fixture) =>
      checksOf(`fixture ${fixture.entry.file}`, {
        'answers its operation as expected': () => expectOutcome(fixture, subject),
      }),
    ),
  ];
}

function shows({ entry, bytes }: Fixture, row: VendorError, { adapter, exchange }: Subject): boolean {
  if (!('code' in entry.expect)) return false;
  const { code } = entry.expect;
  const without = { ...adapter, errors: adapter.errors.filter((other) => other !== row) };
  const [now, then] = [adapter, without].map((table) =>
    JSON.stringify(exchange.explainFailure(table, code, bytes)),
  );
  return now !== then;
}

function expectOutcome(fixture: Fixture, { adapter, exchange }: Subject): void {
  const { entry, bytes } = fixture;
  const operation = adapter.operations[entry.operation];
  if (operation === undefined) throw new Error(`the adapter has no operation "${entry.operation}"`);
  expect(bytes.length).toBeLessThanOrEqual(operation.message.maxResponseBytes);
  const result = exchange.parseResponse(operation, entry.params, bytes, sessionTimeOf(fixture));
  if ('code' in entry.expect) {
    expect(result).toMatchObject({ ok: false, code: entry.expect.code });
    expect(exchange.explainFailure(adapter, entry.expect.code, bytes).vendorCode).toBe(
      entry.expect.vendorCode,
    );
    return;
  }
  const { readings, observedAtMs } = unwrap(result);
  expect(readings.map(({ name }) => name).sort()).toEqual(Object.keys(entry.expect.readings).sort());
  for (const { name, value } of readings) {
    const expected = unwrap(parseDecimal(entry.expect.readings[name] ?? ''));
    expect(value === undefined ? 1 : compareDecimal(value, expected), name).toBe(0);
  }
  const observedAt = entry.expect.observedAt === undefined ? 0n : BigInt(Date.parse(entry.expect.observedAt));
  expect(observedAtMs).toBe(observedAt);
}
