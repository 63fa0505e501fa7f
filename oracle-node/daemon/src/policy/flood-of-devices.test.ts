// Anybody registers devices, and commands devices of their own, by the hundred.
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';
import { DEVICES } from '../testing/cluster/memory-devices.ts';
import { DEVICE } from '../testing/cluster/test-registry.ts';

const FLOOD = 40;

let cluster: Cluster;
let node: ClusterNode;

beforeEach(async () => {
  cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
  node = await cluster.start(0);
  await cluster.pass(INTERVAL_MS);
});

afterEach(() => cluster.close());

const known = () => cluster.ledger.devices.get(DEVICE)!;

/** Devices like the known one, that name these operators. */
function register(operators: readonly Uint8Array[]): string[] {
  return Array.from({ length: FLOOD }, (_, index) => {
    const id = bytesToHex(testKey(`device ${index}`).publicKey).slice(0, 32);
    cluster.ledger.devices.set(id, { ...known(), id, operators });
    const attributes = { device: id, owner: 'somebody', vendor: 'test', terms: '00'.repeat(32) };
    cluster.ledger.emit({ contract: DEVICES, type: 'device_registered', attributes });
    return id;
  });
}

describe('a flood of devices', () => {
  it('is read one by one, and of those known before nothing is read again', async () => {
    const lists = vi.spyOn(node.chain, 'devicesNaming');
    const single = vi.spyOn(node.chain, 'device');
    const ids = register(known().operators);
    await cluster.pass(INTERVAL_MS);
    expect(lists).not.toHaveBeenCalled();
    expect(single.mock.calls.map(([id]) => id)).toEqual(ids);
  });

  it('that others are to serve has no command of theirs looked at', async () => {
    const looked = vi.spyOn(node.chain, 'command');
    const ids = register([testKey('somebody else').publicKey]);
    for (const [index, device] of ids.entries())
      cluster.ledger.emit({
        contract: DEVICES,
        type: 'command_issued',
        attributes: {
          ...{
            command_id: `${index + 100}`,
            device,
            issuer: 'somebody',
            capability: 'switch',
            value: 'true',
          },
          ...{ escrow: '1', deadline_ms: `${cluster.clock.nowMs() + 10 * INTERVAL_MS}` },
        },
      });
    await cluster.pass(INTERVAL_MS);
    expect(looked).not.toHaveBeenCalled();
    expect(node.ofName('command.seen')).toEqual([]);
  });
});
