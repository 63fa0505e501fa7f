// A stranger's feed or device names this node's operator. Nothing is sent, gossiped or signed for it until the operator agrees.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { DEVICE } from '../testing/cluster/test-registry.ts';
import type { Ask } from './ask.ts';
import type { Standing } from './standing.ts';

let cluster = new Cluster();
afterEach(() => cluster.close());

/** A policy that a test changes while the node runs. */
function decided(of: (ask: Ask) => Standing) {
  const policy = {
    of,
    standing: (ask: Ask): Standing => policy.of(ask),
    share: ({ kind, id }: Ask) => ({ group: `${kind} ${id}`, weight: 1 }),
  };
  return policy;
}

const requests = () => cluster.vendor.exchanges.length;

describe('a node whose operator agreed to nothing', () => {
  it('sends, signs and reports nothing, is healthy, and says what is asked', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const node = await cluster.start(0, { policy: decided(() => 'asked') });
    cluster.issueCommand(1n);
    await cluster.pass(3 * INTERVAL_MS);
    expect(requests()).toBe(0);
    expect(cluster.ledger.calls).toEqual([]);
    expect(node.ofName('observation.signed')).toEqual([]);
    expect(node.ofName('policy.standing')).toEqual([
      expect.objectContaining({ kind: 'feed', id: '1', standing: 'asked' }),
      expect.objectContaining({ kind: 'device', id: DEVICE, standing: 'asked' }),
    ]);
    const status = await node.node.status();
    expect(status.feeds).toEqual([]);
    expect(status.asks).toEqual([expect.objectContaining({ kind: 'feed', id: '1', standing: 'asked' })]);
    expect(status.health.troubles).toEqual([]);
  });

  it('is as healthy beside a stranger’s feed that no node can read', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const { spec, ...feed } = cluster.feed();
    cluster.ledger.feeds.set(2, { ...feed, id: 2, spec: { ...spec, operationId: new Uint8Array(32) } });
    const node = await cluster.start(0, {
      policy: decided(({ id }) => (id === '2' ? 'asked' : 'accepted')),
    });
    await cluster.pass(5_000);
    expect(node.telemetry.health.all()).toEqual([]);
  });

  it('sends nothing that was taken back while it waited for its turn', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    cluster.ledger.feeds.set(2, { ...cluster.feed(), id: 2 });
    const policy = decided(() => 'accepted');
    const node = await cluster.start(0, { policy });
    await cluster.pass(cluster.msUntilRound(1) - 2_000);
    const before = requests();
    const held = Promise.withResolvers<undefined>();
    const waits = vi.fn((phase: string) => (phase === 'exchanging' ? held.promise : undefined));
    node.notarizer.onPhase = waits;
    // The one place is taken by the one feed, and the other waits for it.
    await cluster.pass(5_000);
    expect(waits).toHaveBeenCalledWith('exchanging', expect.anything());
    policy.of = () => 'refused';
    held.resolve(undefined);
    await cluster.pass(5_000);
    expect(requests() - before).toBe(1);
  });

  it('serves what it is told to while it runs, and stops when that is taken back', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const policy = decided(() => 'asked');
    const node = await cluster.start(0, { policy });
    await cluster.pass(INTERVAL_MS);
    policy.of = ({ kind }) => (kind === 'feed' ? 'accepted' : 'asked');
    await cluster.until(() => cluster.updates().length > 0, 3 * INTERVAL_MS, 'a round of the accepted feed');
    policy.of = () => 'refused';
    await cluster.pass(INTERVAL_MS);
    const before = requests();
    await cluster.pass(2 * INTERVAL_MS);
    expect(requests()).toBe(before);
    const ofFeed = node.ofName('policy.standing').filter(({ kind }) => kind === 'feed');
    expect(ofFeed.map(({ standing }) => standing)).toEqual(['asked', 'accepted', 'refused']);
  });

  it('looks for no other operator until it shares a feed with it that was accepted', async () => {
    cluster = new Cluster({ members: 2, feed: { quorum: 1 } });
    const policy = decided(() => 'asked');
    const gossip = cluster.network.join(cluster.members[0]!.publicKey);
    const told = vi.spyOn(gossip, 'setMembers');
    const sought = () => told.mock.lastCall?.[0].filter(({ isSought }) => isSought).length;
    await cluster.start(0, { policy, gossip });
    await cluster.pass(INTERVAL_MS);
    expect(told.mock.lastCall?.[0]).toHaveLength(2);
    expect(sought()).toBe(0);
    policy.of = ({ kind }) => (kind === 'feed' ? 'accepted' : 'asked');
    await cluster.until(() => sought() === 2, INTERVAL_MS, 'its partners are looked for');
    policy.of = () => 'refused';
    await cluster.until(() => sought() === 0, INTERVAL_MS, 'nobody is looked for');
  });

  it('leaves the commands of a device to the members that accepted it', async () => {
    cluster = new Cluster({ members: 2 });
    const refusing = await cluster.start(0, {
      policy: decided(({ kind }) => (kind === 'feed' ? 'accepted' : 'asked')),
    });
    await cluster.start(1);
    cluster.issueCommand(1n);
    await cluster.until(
      () => cluster.ledger.commands.get(1n)?.status === 'settled',
      120_000,
      'the command is settled',
    );
    expect(refusing.ofName('command.taken')).toEqual([]);
    expect(cluster.switchings()).toBe(1);
  });
});
