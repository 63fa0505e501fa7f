import type { Feed, FeedMember } from '@cloudx3/sdk';
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
  for (const [index, pubkey] of publicKeysOf(members).entries())
    ledger.operators.push({
      pubkey,
      account: `account-${index}`,
      name: '',
      endpoints: [],
      bond: 1n,
      active: true,
      suspended: false,
    });
  for (const [index, pubkey] of publicKeysOf(notaries).entries())
    ledger.notaries.push({
      pubkey,
      account: '',
      name: '',
      url: `wss://notary-${index}`,
      bond: 1n,
      active: true,
      suspended: false,
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
  const money = { escrow: 1_000_000n, withdrawing: 0n, owed: 0n, roundCost: 10n, runway: 100_000n };
  const state = { admin: '', active: true, lastRound: undefined, lastValue: undefined };
  ledger.feeds.set(1, { id: 1, ...state, ...money, spec });
  ledger.members.set(1, {
    operators: spec.operators.map((pubkey) => seated(pubkey)),
    notaries: spec.notaries.map((pubkey) => seated(pubkey)),
    quorum: spec.quorum,
  });
  ledger.devices.set(DEVICE, {
    id: DEVICE,
    pubkey: Uint8Array.from(testKey('device').publicKey),
    owner: 'ucx1owner',
    vendor: 'test',
    serial: '1',
    serialParam: SERIAL.name,
    params: [SERIAL],
    capabilities: [SWITCH_CAPABILITY],
    operators: spec.operators,
    notaries: spec.notaries,
    acceptedModes: ['mpc'],
    allowCustomCa: false,
    price: 1n,
    minDeadlineMs: 1_000n,
    terms: new Uint8Array(32),
    label: '',
    registeredAtMs: feed.startMs,
  });
}

/** A member of every round from the first on. */
function seated(pubkey: Uint8Array): FeedMember {
  const rounds = [{ from: 0n, until: undefined }];
  return { pubkey, account: '', rounds, member: true, agreed: true, absent: 0, owed: 0n };
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
    allowCustomCa: false,
    acceptedModes: ['mpc'],
    leases: [],
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
