import { deviceCapabilities } from '@cloudx3/adapter-kit';
import type { Adapter, CapabilitySpec } from '@cloudx3/adapter-kit';
import { OperationKind } from '@cloudx3/proto';
import { compareDecimal, unwrap } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** Everything that a device can be told can be registered, asked for, and proven. */
export function capabilityChecks(subject: Subject): Check[] {
  const { adapter, operations } = subject;
  return Object.entries(adapter.capabilities).flatMap(([name, spec]) => {
    const action = operations.find(({ key }) => key === spec.action);
    const readback = operations.find(({ key }) => key === spec.readback);
    if (action === undefined || readback === undefined)
      throw new Error(`capability ${name} names an operation that is not there`);
    return checksOf(`capability ${name}`, {
      ...registration(adapter, name, spec, [action, readback]),
      ...exchanges(subject, spec, [action, readback]),
    });
  });
}

type Pair = readonly [action: OperationUnderTest, readback: OperationUnderTest];

function registration(adapter: Adapter, name: string, spec: CapabilitySpec, [action, readback]: Pair) {
  const registered = () =>
    deviceCapabilities(adapter).find((capability) => capability.name === name) ??
    expect.unreachable(`capability ${name} cannot be registered`);
  return {
    'can be registered: ids, values and what each reads back as (CMD-1, CMD-3)': () => {
      expect(registered()).toMatchObject({
        actionOperation: action.operation.id,
        valueParam: spec.valueParam,
        readbackOperation: readback.operation.id,
        readbackReading: spec.reading,
      });
      expect(registered().values.map(({ value }) => value)).toEqual(spec.values.map(({ value }) => value));
    },

    'reads back within the bounds of the reading': () => {
      const readings = readback.operation.message.readings;
      const reading = readings.find((candidate) => candidate.name === spec.reading);
      for (const { expect: expected } of registered().values) {
        if (reading?.min !== undefined)
          expect(compareDecimal(expected, reading.min)).toBeGreaterThanOrEqual(0);
        if (reading?.max !== undefined) expect(compareDecimal(expected, reading.max)).toBeLessThanOrEqual(0);
      }
    },
  };
}

function exchanges(
  { adapter, exchange, credentials }: Subject,
  spec: CapabilitySpec,
  [action, readback]: Pair,
) {
  return {
    'makes a request for each value from the parameters of the device': () => {
      const requests = spec.values.map(({ value }) => {
        const params = { ...readback.params, [spec.valueParam]: value };
        const rendered = unwrap(exchange.prepareRequest(action.operation, params, credentials));
        return Buffer.from(rendered.bytes).toString('latin1');
      });
      expect(new Set(requests).size).toBe(spec.values.length);
    },

    'is read back, with the parameter that tells devices apart': () => {
      expect(Object.keys(readback.params)).toContain(adapter.serialParam);
      expect(readback.operation.message.kind).toBe(OperationKind.READ);
    },
  };
}
