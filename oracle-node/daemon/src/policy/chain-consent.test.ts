// A node accepts on chain what its operator accepted, and nothing that cannot pay it.
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { acceptsAll } from '../testing/accepts-all.ts';
import type { Policy } from './ports.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

/** A feed that invites everybody, and that nobody has accepted. */
function invite(members = 1): Cluster {
  cluster = new Cluster({ members, feed: { quorum: 1 } });
  cluster.ledger.members.delete(1);
  return cluster;
}

const accepts = () => cluster.ledger.calls.filter(({ name }) => name === 'accept');
const seats = () =>
  cluster.ledger
    .feedMembers(1)!
    .operators.map(({ pubkey, rounds }) => [bytesToHex(pubkey), rounds.at(-1)?.until]);

/** Says of a feed what funding or a report does to its escrow. */
function fund(runway: bigint): void {
  cluster.ledger.feeds.set(1, { ...cluster.feed(), runway });
  const attributes = { feed_id: '1', sponsor: 'wasm1sponsor', added: '1', escrow: '1' };
  cluster.ledger.emit({ contract: cluster.ledger.network.oracle, type: 'feed_funded', attributes });
}

describe('what is accepted here', () => {
  it('is accepted on chain, once, and read from the round on that it is a member of', async () => {
    invite(2);
    await cluster.startAll();
    await cluster.pass(5_000);
    expect(accepts().map(({ account }) => account)).toEqual(['account-0', 'account-1']);
    expect(seats().map(([, until]) => until)).toEqual([undefined, undefined]);
    await cluster.pass(3 * INTERVAL_MS);
    expect(cluster.updates().map(({ round, observations }) => [round, observations])).toEqual([
      ['1', '2'],
      ['2', '2'],
    ]);
    expect(accepts()).toHaveLength(2);
  });

  it('is not accepted on chain where the operator said nothing, nor where it leaves', async () => {
    invite();
    let standing: ReturnType<Policy['standing']> = 'asked';
    await cluster.start(0, { policy: { ...acceptsAll, standing: () => standing } });
    await cluster.pass(INTERVAL_MS);
    standing = 'leaving';
    await cluster.pass(INTERVAL_MS);
    expect(accepts()).toEqual([]);
    standing = 'by_rule';
    await cluster.pass(INTERVAL_MS);
    expect(accepts()).toHaveLength(1);
  });

  it('is accepted on chain once by a node that dies over it', async () => {
    invite();
    const node = await cluster.start(0);
    node.chain.afterInclusion = () => {
      node.chain.isAway = true;
      throw new Error('killed');
    };
    await cluster.until(() => accepts().length === 1, INTERVAL_MS, 'the acceptance');
    await cluster.stop(0);
    await cluster.start(0);
    await cluster.pass(INTERVAL_MS);
    expect(accepts()).toHaveLength(1);
  });

  it('is told of where the contract refuses it', async () => {
    invite();
    const [operator] = cluster.ledger.operators;
    cluster.ledger.operators[0] = { ...operator!, account: 'somebody else' };
    const node = await cluster.start(0);
    await cluster.pass(5_000);
    expect(node.telemetry.health.all()).toMatchObject([
      { name: 'membership/feed 1', code: 'auth.unauthorized', level: 'yellow' },
    ]);
  });
});

describe('a feed whose escrow pays fewer rounds than least_runway', () => {
  it('is neither accepted nor read before it pays them, and is told of', async () => {
    invite();
    cluster.ledger.feeds.set(1, { ...cluster.feed(), runway: 9n });
    const node = await cluster.start(0, { leastRunway: 10 });
    await cluster.pass(2 * INTERVAL_MS);
    expect(accepts()).toEqual([]);
    expect(cluster.vendor.exchanges).toEqual([]);
    expect(node.telemetry.health.all()).toMatchObject([
      {
        name: 'feed/1/escrow',
        code: 'node.unfunded',
        message: 'feed 1: its escrow pays 9 further rounds, and least_runway asks for 10',
      },
    ]);
    fund(10n);
    await cluster.pass(2 * INTERVAL_MS);
    expect(accepts()).toHaveLength(1);
    expect(cluster.vendor.exchanges.length).toBeGreaterThan(0);
    expect(node.telemetry.health.all()).toEqual([]);
  });

  it('is read no further by its member as soon as it pays less', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const node = await cluster.start(0, { leastRunway: 10 });
    await cluster.pass(INTERVAL_MS);
    const read = cluster.vendor.exchanges.length;
    expect(read).toBeGreaterThan(0);
    fund(3n);
    // The reading of the round that comes was queued before.
    await cluster.pass(INTERVAL_MS);
    const queued = cluster.vendor.exchanges.length;
    await cluster.pass(3 * INTERVAL_MS);
    expect(cluster.vendor.exchanges.length).toBe(queued);
    expect(node.telemetry.health.all()).toMatchObject([{ name: 'feed/1/escrow' }]);
    expect(cluster.ledger.calls.filter(({ name }) => name === 'leave')).toEqual([]);
  });
});
