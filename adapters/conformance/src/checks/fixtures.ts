import { explainFailure, parseResponse } from '@cloudx3/adapter-kit';
import { compareDecimal, parseDecimal, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { fixtureFiles } from '../fixtures/load.ts';
import { sessionTimeOf } from '../fixtures/sample.ts';
import type { Subject } from '../subject.ts';

export function describeFixtures({ adapter, setup, fixtures }: Subject): void {
  describe('fixtures', () => {
    it('are all named in the manifest', () => {
      expect([...new Set(fixtures.map(({ entry }) => entry.file))].sort()).toEqual(
        fixtureFiles(setup.packageRoot).sort(),
      );
    });

    it('show every row of the error table that a fixture can show', () => {
      const shown = new Set(
        fixtures.map(({ entry }) => ('code' in entry.expect ? entry.expect.vendorCode : undefined)),
      );
      expect(adapter.errors.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
    });

    it.each(fixtures)('$entry.file answers $entry.operation as expected', (fixture) => {
      const { entry, bytes } = fixture;
      const operation = adapter.operations[entry.operation];
      if (operation === undefined) throw new Error(`the adapter has no operation "${entry.operation}"`);
      expect(bytes.length).toBeLessThanOrEqual(operation.message.maxResponseBytes);
      const result = parseResponse(operation, entry.params, bytes, sessionTimeOf(fixture));
      if ('code' in entry.expect) {
        expect(result).toMatchObject({ ok: false, code: entry.expect.code });
        expect(explainFailure(adapter, entry.expect.code, bytes).vendorCode).toBe(entry.expect.vendorCode);
        return;
      }
      const { readings, observedAtMs } = unwrap(result);
      expect(readings.map(({ name }) => name).sort()).toEqual(Object.keys(entry.expect.readings).sort());
      for (const { name, value } of readings) {
        const expected = unwrap(parseDecimal(entry.expect.readings[name] ?? ''));
        expect(value === undefined ? 1 : compareDecimal(value, expected), name).toBe(0);
      }
      const observedAt =
        entry.expect.observedAt === undefined ? 0n : BigInt(Date.parse(entry.expect.observedAt));
      expect(observedAtMs).toBe(observedAt);
    });
  });
}
