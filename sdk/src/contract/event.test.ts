import { toHex } from '@cosmjs/encoding';
import { formatDecimal } from '@cloudx3/verifier-core';
import type { Decimal } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { contractEvents } from '../chain/events.ts';
import type { ContractEvent } from '../chain/events.ts';
import { readDevicesEvent } from '../devices/read-event.ts';
import { readOracleEvent } from '../oracle/read-event.ts';
import { messageCases } from '../testing/contract-vectors.ts';
import type { Payment } from './attribute.ts';

const READERS = { oracle: readOracleEvent, devices: readDevicesEvent };
const at = { height: 7, txHash: 'AB', txIndex: 0 };

const emitted = (['oracle', 'devices'] as const).flatMap((contract) =>
  messageCases(contract).flatMap(({ name, events }) =>
    contractEvents(events, at).map((event) => ({ name, event, read: READERS[contract] })),
  ),
);

/** The text that the contract writes for a value. */
function written(value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(written).join(',');
  if (typeof value === 'object' && value !== null) {
    if ('mantissa' in value) return formatDecimal(value as Decimal);
    const { address, amount } = value as Payment;
    return `${address}:${amount}`;
  }
  return `${value as string | number | bigint | boolean}`;
}

function attributesOf({ type: _, ...event }: object & { type: string }): Record<string, string> {
  const { modes, ...rest } = event as { modes?: object };
  const flat = {
    ...rest,
    ...Object.fromEntries(Object.entries(modes ?? {}).map(([m, n]) => [`mode_${m}`, n])),
  };
  return Object.fromEntries(
    Object.entries(flat).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      written(value),
    ]),
  );
}

const malformed = expect.objectContaining({ code: 'sdk.malformed' }) as Error;
const typesRead = (read: (event: ContractEvent) => unknown) =>
  new Set(emitted.filter((one) => one.read === read).map(({ event }) => event.type));

describe('events that the contracts emit', () => {
  it.each(emitted)('$event.type: $name', ({ event, read }) => {
    const said = read(event);
    expect(said?.type).toBe(event.type);
    const { _contract_address: _, ...attributes } = event.attributes;
    expect(attributesOf(said!)).toEqual(attributes);
  });

  it('are all that the readers know, but for those of a group and of long absence', () => {
    expect(typesRead(readOracleEvent)).toEqual(
      new Set([
        ...['operator_registered', 'notary_registered', 'notary_activity', 'standing_rule', 'key_retired'],
        'endpoints_changed',
        ...['bond_added', 'rebonded', 'bond_withdrawn', 'unbonding', 'evidence_committed'],
        ...['evidence_accepted', 'operation_published', 'devices_set', 'feed_created', 'feed_changing'],
        ...['feed_activity', 'feed_funded', 'withdrawal_announced', 'escrow_withdrawn', 'members_invited'],
        ...['member_joined', 'member_leaves', 'member_declined', 'feed_updated', 'feed_skipped'],
        ...['report_refused', 'omission_claimed', 'reward_claimed'],
      ]),
    );
    expect(typesRead(readDevicesEvent)).toEqual(
      new Set([
        ...['binding_notaries_set', 'proof_set', 'device_registered', 'device_bound', 'device_unbound'],
        ...['handover_begun', 'handover_answered', 'device_offered', 'device_transferred', 'device_updated'],
        ...['member_joined', 'member_left', 'command_issued', 'command_taken', 'command_settled'],
        ...['command_refunded', 'command_cancelled', 'reward_claimed'],
      ]),
    );
  });

  it.each(emitted)('$event.type: $name, is refused without any of its attributes', ({ event, read }) => {
    for (const key of Object.keys(event.attributes)) {
      if (key === '_contract_address') continue;
      const { [key]: _, ...attributes } = event.attributes;
      expect(() => read({ ...event, attributes }), key).toThrow(malformed);
    }
  });
});

const updated = emitted.find(({ event }) => event.type === 'feed_updated')!.event;

describe('a report of a group (GRP-3)', () => {
  const { feed_id: _, value, unit, spread, observations, ...counted } = updated.attributes;
  const round = counted['round']!;
  const row = { feed_id: '8', group_id: '7', round, value: value!, unit: unit!, spread: spread! };

  it('says what was counted once, and each row what it came to', () => {
    const group = readOracleEvent({ type: 'group_updated', attributes: { ...counted, group_id: '7' } });
    expect(group).toMatchObject({ type: 'group_updated', groupId: 7, notaries: 2, modes: { mpc: 3 } });
    const attributes = { ...row, observations: observations! };
    expect(readOracleEvent({ type: 'feed_updated', attributes })).toMatchObject({
      ...{ type: 'row_updated', groupId: 7, feedId: 8, round: BigInt(round), observations: 3 },
    });
  });

  it('is no report of a feed of its own, and the other way round', () => {
    const whole = { ...updated.attributes, group_id: '7' };
    expect(readOracleEvent({ type: 'feed_updated', attributes: whole })).toMatchObject({
      type: 'row_updated',
    });
    const { group_id: _group, ...alone } = row;
    const attributes = { ...alone, observations: observations! };
    expect(() => readOracleEvent({ type: 'feed_updated', attributes })).toThrow(malformed);
  });
});

describe('an event of a hostile or newer chain', () => {
  const settled = emitted.find(({ event }) => event.type === 'command_settled')!.event;

  it('is nothing where its type is not known, whatever the type is', () => {
    for (const type of ['feed_paused', 'toString', '__proto__', ''])
      expect(readOracleEvent({ ...updated, type })).toBeUndefined();
    expect(readDevicesEvent(updated)).toBeUndefined();
  });

  it('is the same with an attribute more, which cannot stand in for its type', () => {
    const attributes = { ...updated.attributes, added_later: 'x', type: 'feed_created' };
    expect(readOracleEvent({ ...updated, attributes })).toEqual(readOracleEvent(updated));
  });

  it.each([
    ['feed_id', ['', '-1', '01', '1.0', '4294967296', '1e3', ' 1', '0x1']],
    ['round', ['', '18446744073709551616', '-0', 'NaN']],
    ['value', ['', '21.6e1', '+1', '1.', '.5', '1,5', 'Infinity', '9'.repeat(30)]],
    ['spread', ['9223372036854775808', '1e18', '00', '-0', '0.0000000000000000001']],
    ['custom_ca', ['', 'True', '1', 'false ']],
    ['observers', ['02', updated.attributes['transmitter']!, 'GG'.repeat(33), `${'02'.repeat(33)},`]],
    [
      'rewards',
      ['wasm1a', 'wasm1a:', ':5', 'wasm1a:5:6', 'wasm1a:-5', 'wasm1a:5,', `wasm1a:${'9'.repeat(40)}`],
    ],
  ])('is refused for a bad %s', (key, values) => {
    for (const value of values) {
      const attributes = { ...updated.attributes, [key]: value };
      expect(() => readOracleEvent({ ...updated, attributes }), value).toThrow(malformed);
    }
  });

  it('names what cannot be read', () => {
    const attributes = { ...settled.attributes, receipt: 'ff' };
    expect(() => readDevicesEvent({ ...settled, attributes })).toThrow('event command_settled: receipt:');
  });
});
