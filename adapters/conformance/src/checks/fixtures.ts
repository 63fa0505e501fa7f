import type { VendorError } from '@cloudx3/adapter-kit';
import { Outcome } from '@cloudx3/proto';
import { compareDecimal, parseDecimal, unwrap } from '@cloudx3/verifier-core';
import type { Answer } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { fixtureFiles } from '../fixtures/load.ts';
import type { Fixture } from '../fixtures/load.ts';
import type { ExpectedValue } from '../fixtures/manifest.ts';
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
  const said = unwrap(result);
  if (!('rows' in entry.expect)) {
    expectSaid(said, entry.expect);
    return;
  }
  expect(Object.fromEntries(said.rows.map(({ key, outcome }) => [key, Outcome[outcome]]))).toEqual(
    Object.fromEntries(
      Object.entries(entry.expect.rows).map(([key, row]) => [key, typeof row === 'string' ? row : 'OK']),
    ),
  );
  for (const row of said.rows) {
    const expected = entry.expect.rows[row.key];
    if (typeof expected === 'object') expectSaid(row, expected);
  }
}

/** What is said of one device, by a whole answer or a row of it. */
function expectSaid({ readings, observedAtMs }: Answer, expected: ExpectedValue): void {
  expect(readings.map(({ name }) => name).sort()).toEqual(Object.keys(expected.readings).sort());
  for (const { name, value } of readings) {
    const decimal = unwrap(parseDecimal(expected.readings[name] ?? ''));
    expect(value === undefined ? 1 : compareDecimal(value, decimal), name).toBe(0);
  }
  expect(observedAtMs).toBe(expected.observedAt === undefined ? 0n : BigInt(Date.parse(expected.observedAt)));
}
