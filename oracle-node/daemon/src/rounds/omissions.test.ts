// What a node does about its observation where the report of the round left it out (REP-12).
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryNetwork } from '../p2p/memory-gossip.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

const claims = () => cluster.ledger.calls.filter(({ name }) => name === 'claim_omitted');
const claimed = () =>
  cluster.ledger.blocks.flatMap(({ events }) => events.filter(({ type }) => type === 'omission_claimed'));
const count = async (node: ClusterNode, metric: Parameters<ClusterNode['counted']>[0]) =>
  (await node.counted(metric)).reduce((sum, { value }) => sum + value, 0);

/** Four members, of whom nobody hears the first: what it says is in no report. */
async function startUnheard(
  options: { reward?: bigint; gasPrice?: number; gas?: number; jailAfter?: number } = {},
) {
  const { reward = 10_000n, jailAfter } = options;
  cluster = new Cluster({
    feed: { observerReward: reward, ...(jailAfter === undefined ? {} : { jailAfter }) },
  });
  for (const index of [1, 2, 3]) await cluster.start(index);
  const gossip = new MemoryNetwork().join(cluster.members[0]!.publicKey);
  const { gasPrice = 0.025 } = options;
  return cluster.start(0, { gossip, gasPrice, limits: { gas: options.gas, requests: new Map() } });
}

describe('an observation that its report left out', () => {
  it('is shown to the contract once, by whose it is, and told of', async () => {
    const node = await startUnheard();
    await cluster.until(() => claimed().length === 1, INTERVAL_MS, 'the claim');
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['3']);
    expect(claims()).toEqual([{ account: 'account-0', name: 'claim_omitted' }]);
    expect(claimed()[0]!.attributes).toMatchObject({
      feed_id: '1',
      round: '0',
      observer: bytesToHex(node.key.publicKey),
    });
    await cluster.pass(2_000);
    expect(node.ofName('observation.omitted')).toEqual([
      { feedId: 1, round: '0', reward: '10000', fee: expect.any(Number) as number, claims: true },
    ]);
    expect(node.ofName('omission.claimed')).toMatchObject([{ feedId: 1, round: '0', gas: '1000' }]);
    expect(await count(node, 'node_omitted_observations_total')).toBe(1);
    expect(await count(node, 'node_claimed_omissions_total')).toBe(1);
    for (const index of [1, 2, 3])
      expect(cluster.nodes.get(index)!.ofName('observation.omitted')).toEqual([]);
  });

  it('is left where claiming it costs as much as it is paid', async () => {
    const node = await startUnheard();
    await cluster.until(() => node.ofName('observation.omitted').length === 1, INTERVAL_MS, 'the omission');
    const fee = Number(node.ofName('observation.omitted')[0]!['fee']);
    await cluster.close();
    const poor = await startUnheard({ reward: BigInt(fee) });
    await cluster.pass(2 * INTERVAL_MS);
    expect(poor.ofName('observation.omitted')).toMatchObject([
      { round: '0', claims: false },
      { round: '1', claims: false },
    ]);
    expect(claims()).toEqual([]);
  });

  it('is claimed at a loss where this member would be out for its absence before long (REP-13)', async () => {
    const node = await startUnheard({ reward: 1n, jailAfter: 4 });
    await cluster.until(() => claimed().length === 1, 4 * INTERVAL_MS, 'the claim');
    expect(node.ofName('observation.omitted')).toMatchObject([
      { round: '0', claims: false },
      { round: '1', claims: true },
    ]);
    await cluster.close();
    const sure = await startUnheard({ reward: 1n, jailAfter: 0 });
    await cluster.pass(3 * INTERVAL_MS);
    expect(sure.ofName('observation.omitted').map(({ claims: claims_ }) => claims_)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is claimed once whenever the node dies over it', async () => {
    const node = await startUnheard();
    node.chain.afterInclusion = () => {
      node.chain.isAway = true;
      throw new Error('killed');
    };
    await cluster.until(() => claimed().length === 1, INTERVAL_MS, 'the claim');
    await cluster.stop(0);
    const gossip = new MemoryNetwork().join(cluster.members[0]!.publicKey);
    const again = await cluster.start(0, { gossip, gasPrice: 0.025 });
    await cluster.until(() => again.ofName('omission.claimed').length === 1, INTERVAL_MS, 'its answer');
    expect(claims().length).toBe(1);
    expect((await again.node.status()).outbox).toEqual([]);
  });

  it('is claimed after a restart where the node died before it was sent', async () => {
    const node = await startUnheard();
    await cluster.until(() => cluster.updates().length === 1, INTERVAL_MS, 'the report');
    const prepare = node.chain.prepare.bind(node.chain);
    node.chain.prepare = (call) =>
      'claim_omitted' in call.message ? Promise.reject(new Error('killed')) : prepare(call);
    await cluster.until(() => node.ofName('observation.omitted').length === 1, INTERVAL_MS, 'the omission');
    await cluster.pass(3_000);
    await cluster.stop(0);
    expect(claims()).toEqual([]);
    await cluster.start(0, { gossip: new MemoryNetwork().join(node.key.publicKey), gasPrice: 0.025 });
    await cluster.until(() => claimed().length === 1, INTERVAL_MS / 2, 'the claim');
    expect(claimed()[0]!.attributes['round']).toBe('0');
  });

  it('waits for the day’s gas, and ends with its window', async () => {
    const node = await startUnheard({ gas: 1 });
    await cluster.until(() => node.ofName('observation.omitted').length === 1, INTERVAL_MS, 'the omission');
    await cluster.pass(INTERVAL_MS);
    expect(claims()).toEqual([]);
    expect(await count(node, 'node_budget_refusals_total')).toBeGreaterThan(0);
  });

  it('is none where it was made after the report, or not at all', async () => {
    cluster = new Cluster({ feed: { observerReward: 10_000n } });
    const nodes = await cluster.startAll();
    const slow = nodes[3]!;
    slow.notarizer.down.add('wss://notary-0');
    slow.notarizer.down.add('wss://notary-1');
    await cluster.pass(INTERVAL_MS + 1_000);
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['3']);
    for (const { ofName } of nodes) expect(ofName('observation.omitted')).toEqual([]);
    expect(claims()).toEqual([]);
  });

  it('is not paid twice where somebody else showed it first', async () => {
    const node = await startUnheard();
    const prepare = node.chain.prepare.bind(node.chain);
    let copied = false;
    node.chain.prepare = async (call) => {
      if ('claim_omitted' in call.message && !copied) {
        copied = true;
        const other = cluster.nodes.get(1)!.chain;
        await other.broadcast((await other.prepare(call)).bytes);
      }
      return prepare(call);
    };
    await cluster.until(() => claimed().length === 1, INTERVAL_MS, 'the claim');
    await cluster.pass(5_000);
    expect(claimed().length).toBe(1);
    expect(node.ofName('omission.not_claimed')).toEqual([]);
    expect(await node.counted('node_transactions_total')).toContainEqual({
      labels: { purpose: 'omitted', outcome: 'not_needed' },
      value: 1,
    });
  });
});
