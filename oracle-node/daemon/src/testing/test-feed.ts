import { TEST_OPERATION } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { idOf } from './test-operations.ts';

/** What the feeds of all tests have in common: the test operation, read by all members in MPC mode. */
export function testFeed(members: readonly TestKey[], notaries: readonly TestKey[]) {
  return {
    label: 'test',
    operationId: idOf(TEST_OPERATION),
    params: [{ name: 'station', value: 'abc' }],
    subject: '',
    reading: 'temperature',
    unit: 'Cel',
    decimals: 2,
    operators: publicKeysOf(members),
    notaries: publicKeysOf(notaries),
    quorum: Math.min(3, members.length),
    modes: { mpc: { notaries: 1 } },
    allowCustomCa: false,
    measuredOnly: false,
    distinctGroups: false,
    distinctNetworks: false,
    rows: [],
  };
}

export function publicKeysOf(keys: readonly TestKey[]): Uint8Array<ArrayBuffer>[] {
  return keys.map(({ publicKey }) => Uint8Array.from(publicKey));
}
