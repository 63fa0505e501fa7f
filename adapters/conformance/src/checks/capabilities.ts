import { deviceCapabilities, prepareRequest } from '@cloudx3/adapter-kit';
import { OperationKind } from '@cloudx3/proto';
import { compareDecimal, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import type { Subject } from '../subject.ts';

export function describeCapabilities({ adapter, credentials, operations }: Subject): void {
  const names = Object.keys(adapter.capabilities);
  if (names.length === 0) return;

  describe.each(names)('capability %s', (name) => {
    const spec = adapter.capabilities[name];
    const action = operations.find(({ key }) => key === spec?.action);
    const readback = operations.find(({ key }) => key === spec?.readback);
    if (spec === undefined || action === undefined || readback === undefined)
      throw new Error('defineAdapter checks this');

    it('can be registered: ids, values and what each reads back as (CMD-1, CMD-3)', () => {
      const registered = deviceCapabilities(adapter).find((capability) => capability.name === name);
      expect(registered).toMatchObject({
        actionOperation: action.operation.id,
        valueParam: spec.valueParam,
        readbackOperation: readback.operation.id,
        readbackReading: spec.reading,
      });
      expect(registered?.values.map(({ value }) => value)).toEqual(spec.values.map(({ value }) => value));
    });

    it('makes a request for each value from the parameters of the device', () => {
      const device = readback.params;
      const requests = spec.values.map(({ value }) => {
        const rendered = unwrap(
          prepareRequest(action.operation, { ...device, [spec.valueParam]: value }, credentials),
        );
        return Buffer.from(rendered.bytes).toString('latin1');
      });
      expect(new Set(requests).size).toBe(spec.values.length);
    });

    it('reads back within the bounds of the reading', () => {
      const reading = readback.operation.message.readings.find(
        (candidate) => candidate.name === spec.reading,
      );
      const registered = deviceCapabilities(adapter).find((capability) => capability.name === name);
      for (const { expect: expected } of registered?.values ?? []) {
        if (reading?.min !== undefined)
          expect(compareDecimal(expected, reading.min)).toBeGreaterThanOrEqual(0);
        if (reading?.max !== undefined) expect(compareDecimal(expected, reading.max)).toBeLessThanOrEqual(0);
      }
    });

    it('names the parameter that tells devices apart', () => {
      expect(Object.keys(readback.params)).toContain(adapter.serialParam);
      expect(readback.operation.message.kind).toBe(OperationKind.READ);
    });
  });
}
