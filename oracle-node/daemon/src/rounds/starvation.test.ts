// Six feeds of one account want more of a node than it has. What they cost is theirs to bear, and not that of the one feed beside them.
import { afterEach, describe, expect, it } from 'vitest';
import type { Ask } from '../policy/ask.ts';
import { SESSION_SECONDS } from '../policy/figures.ts';
import type { Policy } from '../policy/ports.ts';
import { shareOf } from '../policy/share.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';

let cluster: Cluster;
let ending: AbortController;
afterEach(async () => {
  ending.abort();
  await cluster.close();
});

const MACHINE = { sessions: { mpc: 1, proxy: 1 }, seconds: SESSION_SECONDS };
const GREEDY = 'ucx1greedy';
const HONEST = 7;
const ROUNDS = 10;
/** One after the other, the seven of a round take longer than the round. */
const SESSION_MS = 15_000;

/** A rule accepts what the greedy account asks, and the operator the one feed of the other. */
const byRule: Policy = {
  standing: ({ by }) => (by === GREEDY ? 'by_rule' : 'accepted'),
  share: (ask: Ask) =>
    shareOf(ask, ask.by === GREEDY ? 'by_rule' : 'accepted', {
      decision: undefined,
      rule: { by: [GREEDY], operations: [], leastReward: 0n, weight: 1, machine: MACHINE },
    }),
};

async function start(policy: Policy): Promise<ClusterNode> {
  ending = new AbortController();
  cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
  const feed = cluster.feed();
  for (let id = 1; id <= HONEST; id += 1)
    cluster.ledger.feeds.set(id, { ...feed, id, admin: id === HONEST ? 'ucx1honest' : GREEDY });
  const node = await cluster.start(0, { policy });
  node.notarizer.onPhase = (phase) =>
    phase === 'exchanging' ? cluster.clock.sleep(SESSION_MS, ending.signal) : undefined;
  await cluster.pass(cluster.msUntilRound(ROUNDS), 2_500);
  return node;
}

/** Rounds of a feed that the node observed. */
function observed(node: ClusterNode, feedId: number): number {
  return node.ofName('observation.signed').filter((each) => each['feedId'] === feedId).length;
}

describe('an honest feed beside six of one account that a rule accepts', () => {
  it('keeps each of its rounds, and the six share what is left', async () => {
    const node = await start(byRule);
    expect(observed(node, HONEST)).toBeGreaterThanOrEqual(ROUNDS - 1);
    expect(node.ofName('round.missed').filter((each) => each['feedId'] === HONEST)).toEqual([]);
    const others = Array.from({ length: 6 }, (_, index) => observed(node, index + 1));
    const sum = others.reduce((all, each) => all + each, 0);
    // Of the four sessions that fit into a round, one is the honest feed's.
    expect(sum).toBeGreaterThan(1.5 * ROUNDS);
    expect(sum).toBeLessThan(4 * ROUNDS);
    expect((HONEST * ROUNDS * SESSION_MS) / (ROUNDS * INTERVAL_MS)).toBeGreaterThan(1);
  });

  it('would not, were all seven due the same', async () => {
    const node = await start({ ...byRule, share: () => ({ group: 'all', weight: 1 }) });
    expect(observed(node, HONEST)).toBeLessThan(ROUNDS - 2);
  });
});
