import { quorumAtMs, readTimeMs, roundAt } from '@cloudx3/oracle-protocol';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from './chain/chain-view.ts';
import type { ChainPort } from './chain/ports.ts';
import type { Clock } from './clock/clock.ts';
import type { Gossip } from './p2p/ports.ts';
import type { Queue } from './queue/ports.ts';
import type { RoundBook } from './rounds/round-book.ts';
import type { Store } from './store/ports.ts';

export interface NodeStatusDeps {
  readonly options: {
    readonly name: string;
    readonly network: { chainId: string; oracle: string };
    readonly operator: { pubkey: Uint8Array };
  };
  readonly chain: ChainPort;
  readonly view: ChainView;
  readonly book: RoundBook;
  readonly store: Store;
  readonly gossip: Gossip;
  readonly readings: Queue<unknown>;
  readonly orders: Queue<unknown>;
  readonly clock: Clock;
}

/** What `/status` and `oracle-node status` show: plain JSON, nothing secret. */
export async function nodeStatus(deps: NodeStatusDeps): Promise<object> {
  const { options, chain, view, store, gossip } = deps;
  const self = options.operator.pubkey;
  return {
    name: options.name,
    operator: bytesToHex(self),
    account: chain.account,
    chain: {
      id: options.network.chainId,
      oracle: options.network.oracle,
      devices: chain.devices,
      height: store.cursor.height(),
    },
    registered: view.operator(self)?.active ?? false,
    feeds: view.feedsOf(self).map((feed) => roundStatus(feed.id, deps)),
    peers: gossip.peers(),
    addresses: gossip.addresses(),
    queues: { readings: await deps.readings.size(), commands: await deps.orders.size() },
    outbox: store.outbox.pending().map(({ key, txHash }) => ({ key, txHash })),
    commands: store.commands
      .recent(10)
      .map(({ id, step, acts, reason }) => ({ id: id.toString(), step, acts, reason })),
    equivocations: store.observations
      .equivocations()
      .slice(0, 10)
      .map(({ round, ...rest }) => ({ ...rest, round: round.toString() })),
  };
}

function roundStatus(feedId: number, { view, book, clock, options }: NodeStatusDeps): object {
  const feed = view.feed(feedId);
  const round = feed === undefined ? undefined : roundAt(feed, BigInt(clock.nowMs()));
  if (feed === undefined || round === undefined) return { feedId };
  const state = book.state(feedId, round);
  const next = readTimeMs(feed, round + 1n, options.operator.pubkey);
  return {
    feedId,
    round: round.toString(),
    observations: [...state.observations.keys()],
    quorum: feed.quorum,
    members: feed.operators.length,
    hasQuorum: quorumAtMs(state, feed) !== undefined,
    lastRoundOnChain: feed.lastRound?.toString(),
    nextReadingAtMs: next === undefined ? undefined : Number(next),
  };
}
