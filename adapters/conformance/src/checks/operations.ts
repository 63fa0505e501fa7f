import { describeResidue, exampleSettings, largestRequestBytes, lintOperation } from '@cloudx3/adapter-kit';
import { OperationKind } from '@cloudx3/proto';
import { unwrap } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** Each operation is well formed, wisely made, and small enough. */
export function operationChecks(subject: Subject): Check[] {
  return subject.operations.flatMap((test) => checksOf(`operation ${test.key}`, checksFor(test, subject)));
}

function checksFor({ key, operation, sample }: OperationUnderTest, { setup, exchange, again }: Subject) {
  return {
    'is read back from its canonical bytes under the same id (OP-1, OP-2, OP-3)': () => {
      const read = unwrap(exchange.readOperation(operation.bytes));
      expect(read.id).toEqual(operation.id);
      expect(read.id).toHaveLength(32);
    },

    'is made again with the same id, which neither a clock nor chance is part of': () => {
      expect(again.operations[key]?.id).toEqual(operation.id);
    },

    'has no lint errors and no lint warnings': () => {
      const json: unknown = sample === undefined || sample.body === '' ? undefined : JSON.parse(sample.body);
      expect(lintOperation(operation, json).filter(({ severity }) => severity !== 'note')).toEqual([]);
    },

    'fits every request that its parameters can make, within what the adapter promises': () => {
      const largest = unwrap(largestRequestBytes(operation));
      expect(largest).toBeLessThanOrEqual(operation.message.maxRequestBytes);
      expect(largest).toBeLessThanOrEqual(setup.largestRequestBytes);
    },

    'says what a notary sees of each secret': () => {
      const residue = describeResidue(operation);
      expect(residue.map(({ hole }) => hole).sort()).toEqual(operation.message.holes.map(({ name }) => name));
      for (const { observer } of residue) expect(observer).toMatch(/^sees its length, [0-9]/);
    },

    'has a recorded success if it is read, and parameters in the setup': () => {
      if (operation.message.kind === OperationKind.READ)
        expect(sample, `no success of "${key}" in fixtures/manifest.json`).toBeDefined();
      expect(Object.keys(setup.params)).toContain(key);
    },
  };
}

/** What one operation cannot show. */
export function adapterChecks({ adapter, operations }: Subject): Check[] {
  return checksOf('adapter', {
    'names every operation once, under its vendor': () => {
      const names = operations.map(({ operation }) => operation.message.name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name.startsWith(`${adapter.vendor}/`)).toBe(true);
    },

    'names every code of its error table under its vendor': () => {
      for (const { code } of adapter.errors) expect(code.startsWith(`${adapter.vendor}.`)).toBe(true);
    },

    'describes every setting': () => {
      for (const [name, field] of Object.entries(adapter.settings.shape)) {
        const description =
          (field as { meta?: () => { description?: string } | undefined }).meta?.()?.description ?? '';
        expect(description, `settings.${name} needs a description`).not.toBe('');
      }
    },

    'can be shown in a manifest: what has no default has an example': () => {
      const { settings } = adapter;
      expect(settings.safeParse(exampleSettings(settings)).error?.issues ?? []).toEqual([]);
    },
  });
}
