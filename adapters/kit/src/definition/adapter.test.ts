import { describe, expect, it } from 'vitest';
import { EXAMPLE, READ, SET } from '../testing/example.ts';
import { none } from '../auth/none.ts';
import { defineAdapter, findOperation } from './adapter.ts';
import type { AdapterSpec } from './spec.ts';
import { deviceCapabilities, deviceCapability } from './capability.ts';
import { describeDevice } from './device.ts';
import { sustainedRate } from './quota.ts';

const capability = EXAMPLE.capabilities?.['switch'] ?? expect.unreachable();

function withCapability(change: object): Partial<AdapterSpec<'read' | 'set'>> {
  return { capabilities: { switch: { ...capability, ...change } } };
}

describe('defineAdapter', () => {
  it('gives every operation the hole of the credential and the smallest bound on its request', () => {
    const adapter = defineAdapter(EXAMPLE);
    for (const { message } of [adapter.operations.read, adapter.operations.set]) {
      expect(message.holes.map(({ name }) => name)).toEqual(['key']);
    }
    const tight = defineAdapter({
      ...EXAMPLE,
      operations: {
        read: { ...READ, maxRequestBytes: adapter.operations.read.message.maxRequestBytes },
        set: SET,
      },
    });
    expect(tight.operations.read.id).toEqual(adapter.operations.read.id);
  });

  it('makes the same ids every time', () => {
    expect(defineAdapter(EXAMPLE).operations.set.id).toEqual(defineAdapter(EXAMPLE).operations.set.id);
  });

  it.each<[string, Partial<AdapterSpec<'read' | 'set'>>, string]>([
    ['a vendor in capitals', { vendor: 'Example' }, 'vendor'],
    ['no docs', { docs: [] }, 'docs'],
    ['docs over plain http', { docs: ['http://example.org'] }, 'docs'],
    [
      'a quota of nothing',
      { quotas: [{ requests: 0, perSeconds: 1, scope: 'address', source: 'x' }] },
      'quotas',
    ],
    [
      'an operation of another vendor',
      { operations: { read: { ...READ, name: 'other/read' }, set: SET } },
      'operations.read.name',
    ],
    [
      'two operations of one name',
      { operations: { read: READ, set: { ...SET, name: 'example/read' } } },
      'operations.set.name',
    ],
    [
      'an operation that is not well formed',
      { operations: { read: { ...READ, target: 'read' }, set: SET } },
      'operations.read',
    ],
    [
      'a hole that no credential fills',
      {
        operations: {
          read: {
            ...READ,
            headers: { 'x-key': '{!mine}' },
            holes: { mine: { charset: 'digits', minLength: 4, maxLength: 4 } },
          },
          set: SET,
        },
      },
      'operations.read.holes',
    ],
    [
      'an error code of another vendor',
      { errors: [{ code: 'other.x', status: 400, meaning: 'x', remedy: 'x', retry: 'later' }] },
      'errors.other.x',
    ],
    [
      'an error without a remedy',
      { errors: [{ code: 'example.x', status: 400, meaning: 'x', remedy: '', retry: 'later' }] },
      'errors.example.x',
    ],
    ['an action that reads', withCapability({ action: 'read' }), 'capabilities.switch.action'],
    ['a read-back that acts', withCapability({ readback: 'set' }), 'capabilities.switch.readback'],
    ['an action that is not there', withCapability({ action: 'gone' }), 'capabilities.switch.action'],
    [
      'an inherited name as an operation',
      withCapability({ action: 'toString' }),
      'capabilities.switch.action',
    ],
    [
      'a value parameter that is no choice',
      withCapability({ valueParam: 'id' }),
      'capabilities.switch.valueParam',
    ],
    [
      'a value that is no choice',
      withCapability({ values: [{ value: 'maybe', expect: '1', title: '' }] }),
      'capabilities.switch.values',
    ],
    ['no values', withCapability({ values: [] }), 'capabilities.switch.values'],
    [
      'an expectation that is no number',
      withCapability({ values: [{ value: 'true', expect: 'on', title: '' }] }),
      'capabilities.switch.values',
    ],
    [
      'two values that read alike',
      withCapability({ values: ['true', 'false'].map((value) => ({ value, expect: '1', title: '' })) }),
      'capabilities.switch.values',
    ],
    ['a reading that is not there', withCapability({ reading: 'power' }), 'capabilities.switch.reading'],
    ['a serial that is no parameter', { serialParam: 'serial' }, 'serialParam'],
    ['a serial without capabilities', { capabilities: {} }, 'serialParam'],
    [
      'a read-back with other parameters',
      {
        operations: {
          read: {
            ...READ,
            headers: { 'x-other': '{other}' },
            parameters: { ...READ.parameters, other: { type: 'integer', min: 0, max: 9 } },
          },
          set: SET,
        },
      },
      'capabilities.switch.readback',
    ],
  ])('refuses %s', (_, change, field) => {
    expect(() => defineAdapter({ ...EXAMPLE, ...change })).toThrow(
      expect.objectContaining({ code: 'adapter.definition', field }),
    );
  });

  it('refuses an adapter without operations', () => {
    const { capabilities: _capabilities, serialParam: _serialParam, ...rest } = EXAMPLE;
    expect(() => defineAdapter({ ...rest, operations: {}, auth: none() })).toThrow(
      expect.objectContaining({ field: 'operations' }),
    );
  });
});

describe('capabilities', () => {
  const adapter = defineAdapter(EXAMPLE);

  it('are told as a device is registered with them', () => {
    expect(deviceCapabilities(adapter)).toEqual([
      {
        name: 'switch',
        actionOperation: adapter.operations.set.id,
        valueParam: 'on',
        values: [
          { value: 'true', expect: { mantissa: 1n, scale: 0 } },
          { value: 'false', expect: { mantissa: 0n, scale: 0 } },
        ],
        readbackOperation: adapter.operations.read.id,
        readbackReading: 'on',
      },
    ]);
  });

  it.each(['dim', 'constructor', '__proto__'])('has none by the name of %s', (name) => {
    expect(() => deviceCapability(adapter, name)).toThrow(
      expect.objectContaining({ code: 'adapter.capability' }),
    );
  });
});

describe('describeDevice', () => {
  const adapter = defineAdapter(EXAMPLE);

  it('gives what the registration of a device takes from its vendor', () => {
    expect(describeDevice(adapter, { id: 'abcd' })).toEqual({
      vendor: 'example',
      serial: 'abcd',
      serialParam: 'id',
      params: [{ name: 'id', value: 'abcd' }],
      capabilities: deviceCapabilities(adapter),
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['a missing parameter', {}, 'id'],
    ['an illegal one', { id: 'not hex' }, 'id'],
    ["the action's value among them", { id: 'abcd', on: 'true' }, 'on'],
  ])('refuses %s', (_, params, field) => {
    expect(() => describeDevice(adapter, params)).toThrow(
      expect.objectContaining({ code: 'adapter.device', field }),
    );
  });

  it('has no devices where nothing can be controlled', () => {
    const { capabilities: _capabilities, serialParam: _serialParam, ...spec } = EXAMPLE;
    expect(() => describeDevice(defineAdapter(spec), {})).toThrow(
      expect.objectContaining({ code: 'adapter.device' }),
    );
  });
});

it('findOperation finds by id, whoever it belongs to', () => {
  const adapter = defineAdapter(EXAMPLE);
  expect(findOperation([adapter], Uint8Array.from(adapter.operations.set.id))?.operation).toBe(
    adapter.operations.set,
  );
  expect(findOperation([adapter], new Uint8Array(32))).toBeUndefined();
  expect(findOperation([adapter], new Uint8Array(0))).toBeUndefined();
});

it('sustainedRate is that of the narrowest quota', () => {
  const quota = (requests: number, perSeconds: 1 | 60 | 86_400) =>
    ({ requests, perSeconds, scope: 'address', source: '' }) as const;
  expect(sustainedRate([quota(600, 60), quota(8_640, 86_400)])).toBeCloseTo(0.1);
  expect(sustainedRate([])).toBe(Infinity);
});
