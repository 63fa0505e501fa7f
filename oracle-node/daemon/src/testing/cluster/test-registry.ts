import type { Feed } from '@cloudx3/sdk';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { publicKeysOf, testFeed } from '../test-feed.ts';
import { SWITCHED_ON, SWITCH_CAPABILITY, TEST_OPERATIONS } from '../test-operations.ts';
import type { MemoryLedger } from './memory-ledger.ts';

export const DEVICE = 'ucx1device';
const SERIAL = { name: 'serial', value: 'abc1' };

interface Parties {
  readonly members: readonly TestKey[];
  readonly notaries: readonly TestKey[];
}

/** Puts everybody on the ledger: members, notaries, operations, feed 1 with what a test changes of it, and one plug. */
export function register(
  ledger: MemoryLedger,
  { members, notaries }: Parties,
  feed: Pick<Feed['spec'], 'startMs' | 'intervalMs'> & Partial<Feed['spec']>,
): void {
  for (const pubkey of publicKeysOf(members))
    ledger.operators.push({
      pubkey,
      account: bytesToHex(pubkey),
      name: '',
      endpoints: [],
      bond: 1n,
      active: true,
    });
  for (const [index, pubkey] of publicKeysOf(notaries).entries())
    ledger.notaries.push({
      pubkey,
      account: '',
      name: '',
      url: `wss://notary-${index}`,
      bond: 1n,
      active: true,
    });
  for (const { id, bytes } of TEST_OPERATIONS) ledger.operations.set(bytesToHex(id), bytes);
  const spec: Feed['spec'] = {
    ...testFeed(members, notaries),
    modes: { mpc: { notaries: 1 }, proxy: undefined },
    stepUp: undefined,
    maxAgeMs: 180_000n,
    maxObservedAgeMs: undefined,
    observerReward: 1n,
    notaryReward: 1n,
    transmitterReward: 1n,
    ...feed,
  };
  const state = { admin: '', active: true, escrow: 0n, lastRound: undefined, lastValue: undefined };
  ledger.feeds.set(1, { id: 1, ...state, spec });
  ledger.devices.set(DEVICE, {
    id: DEVICE,
    pubkey: Uint8Array.from(testKey('device').publicKey),
    owner: 'ucx1owner',
    vendor: 'test',
    serial: '1',
    params: [SERIAL],
    capabilities: [SWITCH_CAPABILITY],
    operators: spec.operators,
    notaries: spec.notaries,
    acceptedModes: ['mpc'],
    allowCustomCa: false,
    price: 1n,
    label: '',
    registeredAtMs: feed.startMs,
  });
}

/** The owner switches the plug on. */
export function issueCommand(ledger: MemoryLedger, id: bigint, issuedAtMs: bigint, deadlineMs: bigint): void {
  const { name, actionOperation, valueParam, readbackOperation, readbackReading } = SWITCH_CAPABILITY;
  const { value, expect } = SWITCHED_ON;
  ledger.commands.set(id, {
    id,
    device: DEVICE,
    issuer: 'ucx1owner',
    capability: name,
    value,
    actionOperation,
    actionParams: [SERIAL, { name: valueParam, value }],
    readbackOperation,
    readbackParams: [SERIAL],
    readbackReading,
    expect,
    escrow: 1_000n,
    issuedAtMs,
    deadlineMs,
    status: 'pending',
    lease: undefined,
    receipt: undefined,
  });
  ledger.emit({
    contract: 'ucx1devices',
    type: 'command_issued',
    attributes: {
      command_id: String(id),
      device: DEVICE,
      capability: 'switch',
      value,
      deadline_ms: String(deadlineMs),
      escrow: '1000',
    },
  });
}
