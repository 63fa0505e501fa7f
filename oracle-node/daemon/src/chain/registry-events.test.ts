import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ORACLE } from '../testing/cluster/addresses.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

describe('the copy of the registry', () => {
  it('knows of a notary that is reached elsewhere with the block that says so', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const node = await cluster.start(0);
    await cluster.pass(INTERVAL_MS);
    const read = vi.spyOn(node.chain, 'notaries');
    const pubkey = bytesToHex(cluster.notaries[0]!.publicKey);
    cluster.ledger.emit({
      contract: ORACLE,
      type: 'endpoints_changed',
      attributes: { role: 'notary', pubkey },
    });
    await cluster.pass(5_000);
    expect(read).toHaveBeenCalledOnce();
  });

  it('is not read for what changes nothing of it', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const node = await cluster.start(0);
    await cluster.pass(INTERVAL_MS);
    const reads = (['notaries', 'operators', 'feeds', 'devicesNaming'] as const).map((ask) =>
      vi.spyOn(node.chain, ask),
    );
    const attributes = { address: 'somebody', amount: '1' };
    cluster.ledger.emit({ contract: ORACLE, type: 'reward_claimed', attributes });
    await cluster.pass(5_000);
    expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0]);
  });
});
