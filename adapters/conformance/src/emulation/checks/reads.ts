import type { CheckedOperation } from '@cloudx3/adapter-kit';
import { ReadingSource } from '@cloudx3/proto';
import { expect } from 'vitest';
import { checksOf } from '../../check.ts';
import type { Check } from '../../check.ts';
import type { EmulatedSubject } from '../subject.ts';

/** What a fault makes of an answer to a read, and the code that must come of it. */
const FAULTS = [
  ['missing', 'reading.absent'],
  ['null', 'reading.null'],
  ['nan', 'response.json_syntax'],
  ['text', 'reading.non_numeric'],
  ['duplicate', 'response.json_duplicate'],
] as const;

/** The adapter reads the emulated cloud as it reads the vendor's own, well and ill. */
export function readChecks(subject: EmulatedSubject): Check[] {
  return subject.reads.flatMap(([key, operation]) => {
    const faults = [...FAULTS, ...(isBounded(operation) ? [BEYOND] : [])];
    return checksOf(`read ${key}`, {
      'gives every reading, within the size that the operation takes': () =>
        subject.with(async (node) => {
          const { code, readings } = await node.runKey(key);
          expect(code).toBe('ok');
          expect(Object.keys(readings).sort()).toEqual(
            operation.message.readings.map(({ name }) => name).sort(),
          );
        }),
      ...(operation.message.observedAt === undefined ? {} : timely(subject, key)),
      ...Object.fromEntries(
        faults.map(([kind, expected]) => [
          `the fault "${kind}" is ${expected}, once`,
          () => expectFault(subject, key, kind, expected),
        ]),
      ),
    });
  });
}

const BEYOND = ['out-of-bounds', 'reading.out_of_bounds'] as const;

/** Only a number within bounds can be put beyond them. */
function isBounded({ message }: CheckedOperation): boolean {
  return message.readings.some(
    ({ source, min, max }) => source === ReadingSource.NUMBER && min !== undefined && max !== undefined,
  );
}

function timely(subject: EmulatedSubject, key: string): Record<string, Check['run']> {
  return {
    'was measured before it is shown, and goes with the time': () =>
      subject.with(async (node) => {
        const first = await node.runKey(key);
        expect(Number(first.observedAtMs)).toBeLessThanOrEqual(node.cloud.clock.nowMs);
        node.cloud.clock.nowMs += 3_600_000;
        const later = await node.runKey(key);
        expect(Number(later.observedAtMs - first.observedAtMs)).toBeGreaterThan(0);
        expect(Number(later.observedAtMs)).toBeLessThanOrEqual(node.cloud.clock.nowMs);
      }),
  };
}

function expectFault(
  subject: EmulatedSubject,
  key: string,
  kind: (typeof FAULTS)[number][0] | 'out-of-bounds',
  expected: string,
): Promise<void> {
  return subject.with(async (node) => {
    node.cloud.spoil({ kind });
    expect((await node.runKey(key)).code).toBe(expected);
    expect((await node.runKey(key)).code).toBe('ok');
  });
}
