import type { Device, Feed } from '@cloudx3/sdk';
import { testKeys } from '@cloudx3/oracle-protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../testing/cluster/cluster.ts';
import { DEVICE } from '../testing/cluster/test-registry.ts';
import { STATE_OPERATION, SWITCH_OPERATION } from '../testing/test-operations.ts';
import { covers, deviceAsk, feedAsk } from './ask.ts';
import { digestOf } from './digest.ts';

const cluster = new Cluster();
afterEach(() => cluster.close());
const feed: Feed = cluster.feed();
const device: Device = cluster.ledger.devices.get(DEVICE)!;

describe('the terms of a feed', () => {
  const { terms } = feedAsk(feed);
  const changed = (spec: Partial<Feed['spec']>) =>
    feedAsk({ ...feed, spec: { ...feed.spec, ...spec } }).terms;

  it.each<[string, Partial<Feed['spec']>]>([
    ['operation', { operationId: new Uint8Array(32) }],
    ['parameters', { params: [{ name: 'serial', value: 'other' }] }],
    ['notaries', { notaries: testKeys('elsewhere', 1).map(({ publicKey }) => publicKey) }],
    ['reward', { observerReward: 2n }],
    ['interval', { intervalMs: 1_000n }],
    ['subject', { subject: 'ucx1device' }],
    ['modes', { modes: { mpc: undefined, proxy: { notaries: 1 } } }],
    ['private authority', { allowCustomCa: !feed.spec.allowCustomCa }],
  ])('are others with another %s', (_what, spec) => {
    expect(changed(spec)).not.toBe(terms);
  });

  it('are others of another admin, and under another id', () => {
    expect(feedAsk({ ...feed, admin: 'ucx1other' }).terms).not.toBe(terms);
    expect(feedAsk({ ...feed, id: 2 }).terms).not.toBe(terms);
  });

  it('are the same whoever else is a member, whatever it is called and however it stands', () => {
    expect(changed({ operators: [], quorum: 1, label: 'new' })).toBe(terms);
    expect(feedAsk({ ...feed, escrow: 7n, lastRound: 3n }).terms).toBe(terms);
  });
});

describe('the requests of a device', () => {
  const ask = deviceAsk(device);
  const serial = { name: 'serial', value: 'abc1' };

  it('are its acts with a value that it has, and its read-backs', () => {
    expect(covers(ask, SWITCH_OPERATION.id, [serial, { name: 'turn', value: 'on' }])).toBe(true);
    expect(covers(ask, STATE_OPERATION.id, [serial])).toBe(true);
  });

  it.each([
    ['another operation', new Uint8Array(32), [serial]],
    ['another device of the account', STATE_OPERATION.id, [{ name: 'serial', value: 'abc2' }]],
    ['a value that the device has not', SWITCH_OPERATION.id, [serial, { name: 'turn', value: 'off' }]],
    ['a choice where nothing is chosen', STATE_OPERATION.id, [serial, { name: 'turn', value: 'on' }]],
    ['a parameter that it does not have', STATE_OPERATION.id, [{ name: 'constructor', value: 'x' }]],
  ])('are not %s', (_what, operation, params) => {
    expect(covers(ask, operation, params)).toBe(false);
  });

  it('are of its list of items, and of no other', () => {
    const params = [{ name: 'ids', value: '', items: ['1', '2'] }];
    const { operationId } = feed.spec;
    const group = feedAsk({ ...feed, spec: { ...feed.spec, params } });
    const given = (items: string[], value = '') =>
      covers(group, operationId, [{ name: 'ids', value, items }]);
    expect(given(['1', '2'])).toBe(true);
    expect([given(['1']), given(['1', '3']), given(['1', '2', '3']), given([])]).not.toContain(true);
    expect(group.terms).not.toBe(feedAsk({ ...feed, spec: { ...feed.spec, params: [] } }).terms);
    // A list is no choice of one value.
    const turns = { name: 'turn', value: 'on', items: ['on', 'off'] };
    expect(covers(ask, SWITCH_OPERATION.id, [serial, turns])).toBe(false);
  });

  it('are other terms with another owner, serial, price or capability', () => {
    for (const change of [{ owner: 'x' }, { serial: '2' }, { price: 9n }, { capabilities: [] }])
      expect(deviceAsk({ ...device, ...change }).terms).not.toBe(ask.terms);
    expect(deviceAsk({ ...device, label: 'x', registeredAtMs: 1n, operators: [] }).terms).toBe(ask.terms);
  });
});

it('a digest tells kinds of values apart, and not the order of members', () => {
  expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1, c: undefined }));
  const different = [
    1,
    1n,
    '1',
    '1n',
    [1],
    [[1]],
    { 0: 1 },
    Uint8Array.of(1),
    'x01',
    null,
    true,
    [1, 1],
    ['1', '1'],
    '1,1',
  ];
  expect(new Set(different.map(digestOf)).size).toBe(different.length);
});
