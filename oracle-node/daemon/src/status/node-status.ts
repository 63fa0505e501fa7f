import { quorumAtMs, readTimeMs, roundAt } from '@cloudx3/oracle-protocol';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import { STATUS_VERSION } from '@cloudx3/oracle-status';
import type { FeedStatus, NodeStatus, PoolStatus } from '@cloudx3/oracle-status';
import { MODE_NAMES } from '@cloudx3/verifier-core';
import type { ModeName } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import type { NodeOptions, NodePorts } from '../node-ports.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import type { Consent } from '../policy/consent.ts';
import type { Queue } from '../queue/ports.ts';
import { memberships } from './memberships.ts';
import type { MembershipDeps } from './memberships.ts';
import type { RoundBook } from '../rounds/round-book.ts';
import type { Store } from '../store/ports.ts';

export interface NodeStatusDeps
  extends MembershipDeps, Pick<NodePorts, 'chain' | 'gossip' | 'notarizers' | 'clock' | 'telemetry'> {
  readonly view: ChainView;
  readonly consent: Consent;
  readonly budget: Pick<DayBudget, 'status'>;
  readonly book: RoundBook;
  readonly store: Store;
  readonly readings: Pick<Queue<unknown>, 'size'>;
  readonly orders: Pick<Queue<unknown>, 'size'>;
}

/** A stranger may make any number. */
const SHOWN_ASKS = 100;

type Self = Pick<NodeOptions, 'name' | 'network' | 'operator'>;

/** What `/status` and `oracle-node status` show: plain JSON, nothing secret. */
export async function nodeStatus(
  { name, network, operator }: Self,
  deps: NodeStatusDeps,
): Promise<NodeStatus> {
  const { chain, view, consent, budget, store, gossip, telemetry } = deps;
  const self = operator.pubkey;
  const [readings, commands] = await Promise.all([deps.readings.size(), deps.orders.size()]);
  return {
    version: STATUS_VERSION,
    name,
    operator: bytesToHex(self),
    account: chain.account,
    chain: {
      id: network.chainId,
      oracle: network.oracle,
      devices: chain.devices,
      height: store.cursor.height(),
    },
    registered: view.operator(self)?.active ?? false,
    feeds: consent.feeds().map((feed) => feedStatus(feed, self, deps)),
    asks: consent
      .asks()
      .slice(0, SHOWN_ASKS)
      .map(({ ask: { kind, id, by, label }, standing }) => ({ kind, id, by, label, standing })),
    memberships: memberships(deps).slice(0, SHOWN_ASKS),
    pools: MODE_NAMES.map((mode) => poolStatus(mode, deps)),
    peers: gossip.peers(),
    addresses: gossip.addresses(),
    queues: { readings, commands },
    budgets: budget.status(),
    outbox: store.outbox.pending().map(({ key, txHash }) => ({ key, txHash })),
    commands: store.commands
      .recent(10)
      .map(({ id, step, acts, reason }) => ({ id: id.toString(), step, acts, reason })),
    equivocations: store.observations
      .equivocations()
      .slice(0, 10)
      .map(({ round, ...rest }) => ({ ...rest, round: round.toString() })),
    health: telemetry.health.status(),
    lastErrors: telemetry.recentErrors(),
  };
}

function feedStatus(
  feed: FeedRules,
  self: Uint8Array,
  { book, clock }: Pick<NodeStatusDeps, 'book' | 'clock'>,
): FeedStatus {
  const round = roundAt(feed, BigInt(clock.nowMs()));
  const shared = {
    feedId: feed.id,
    quorum: feed.quorum,
    members: feed.operators.length,
    lastRoundOnChain: feed.lastRound?.toString(),
  };
  const next = readTimeMs(feed, round === undefined ? 0n : round + 1n, self);
  const nextReadingAtMs = next === undefined ? undefined : Number(next);
  if (round === undefined) return { ...shared, observations: [], hasQuorum: false, nextReadingAtMs };
  const state = book.state(feed.id, round);
  return {
    ...shared,
    round: round.toString(),
    observations: [...state.observations.keys()],
    hasQuorum: quorumAtMs(state, feed) !== undefined,
    nextReadingAtMs,
  };
}

function poolStatus(mode: ModeName, { notarizers }: Pick<NodeStatusDeps, 'notarizers'>): PoolStatus {
  const { size, notaries } = notarizers[mode].status();
  const sum = (of: 'prepared' | 'inSetup'): number => notaries.reduce((total, each) => total + each[of], 0);
  return { mode, size, prepared: sum('prepared'), inSetup: sum('inSetup'), notaries };
}
