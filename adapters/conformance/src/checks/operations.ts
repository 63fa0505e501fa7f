import { describeResidue, exampleSettings, largestRequestBytes, lintOperation } from '@cloudx3/adapter-kit';
import { OperationKind } from '@cloudx3/proto';
import { readOperation, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import type { Subject } from '../subject.ts';

export function describeOperations({ adapter, setup, operations }: Subject): void {
  describe.each(operations)('operation $key', ({ key, operation, sample }) => {
    it('is read back from its canonical bytes under the same id (OP-1, OP-2, OP-3)', () => {
      const read = unwrap(readOperation(operation.bytes));
      expect(read.id).toEqual(operation.id);
      expect(read.id).toHaveLength(32);
    });

    it('has no lint errors and no lint warnings', () => {
      const json: unknown = sample === undefined || sample.body === '' ? undefined : JSON.parse(sample.body);
      expect(lintOperation(operation, json).filter(({ severity }) => severity !== 'note')).toEqual([]);
    });

    it('fits every request that its parameters can make, within what the adapter promises', () => {
      const largest = unwrap(largestRequestBytes(operation));
      expect(largest).toBeLessThanOrEqual(operation.message.maxRequestBytes);
      expect(largest).toBeLessThanOrEqual(setup.largestRequestBytes);
    });

    it('says what a notary sees of each secret', () => {
      const residue = describeResidue(operation);
      expect(residue.map(({ hole }) => hole).sort()).toEqual(operation.message.holes.map(({ name }) => name));
      for (const { observer } of residue) expect(observer).toMatch(/^sees its length, [0-9]/);
    });

    it('has a recorded success if it is read, and parameters in the setup', () => {
      if (operation.message.kind === OperationKind.READ)
        expect(sample, `no success of "${key}" in fixtures/manifest.json`).toBeDefined();
      expect(Object.keys(setup.params)).toContain(key);
    });
  });

  describe('adapter', () => {
    it('names every operation and vendor code once, under its vendor', () => {
      const names = operations.map(({ operation }) => operation.message.name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name.startsWith(`${adapter.vendor}/`)).toBe(true);
      for (const { code } of adapter.errors) expect(code.startsWith(`${adapter.vendor}.`)).toBe(true);
    });

    it('is made again with the same ids', () => {
      // An id that depended on a clock or on chance could never be published.
      for (const { operation } of operations)
        expect(unwrap(readOperation(operation.bytes)).bytes).toEqual(operation.bytes);
    });

    it('describes every setting', () => {
      for (const [name, field] of Object.entries(adapter.settings.shape)) {
        const description =
          (field as { meta?: () => { description?: string } | undefined }).meta?.()?.description ?? '';
        expect(description, `settings.${name} needs a description`).not.toBe('');
      }
    });

    it('can be shown in a manifest: what has no default has an example', () => {
      const { settings } = adapter;
      expect(settings.safeParse(exampleSettings(settings)).error?.issues ?? []).toEqual([]);
    });
  });
}
