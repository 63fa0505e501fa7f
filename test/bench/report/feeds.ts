import { oracleMsg, readOracleEvent } from '@cloudx3/sdk';
import type { ChainWriter, NewFeed, OracleQueries } from '@cloudx3/sdk';
import { paramList, pathTo } from '../../support/forged-feed.ts';
import type { Signers, signedReport } from '../../support/forged-feed.ts';
import { PLUGS, TEMPERATURE } from '../../support/operation.ts';
import { DENOM } from './chain.ts';

type PathOf = Parameters<typeof signedReport>[6];

/** What one feed is for: its reports are measured under this name, by their number of observations. */
export interface FeedPlan {
  readonly kind: string;
  readonly size: number;
  readonly signers: Signers;
  readonly pathOf: PathOf;
  /** How many devices one response is read for; a feed of its own where it is 1. */
  readonly devices: number;
}

/** A plan with the number that the contract gave it. */
export interface BenchFeed extends FeedPlan {
  readonly id: number;
}

const SIZES = [4, 16, 31];

/** Kinds of reports, by what stands behind the names of their figures: in PROXY mode with one path for all, or a path for each. */
export const KINDS: Readonly<Record<string, PathOf>> = {
  '': () => undefined,
  Proxy: () => pathTo(1),
  ProxyManyPaths: (observer) => pathTo(observer + 1),
};
export const GROUP = { kind: 'Group', size: 7, devices: 10 } as const;

/** One feed of each kind and size, and a group of ten devices. */
export function planFeeds(signers: Signers): FeedPlan[] {
  const of = (size: number): Signers => ({ ...signers, operators: signers.operators.slice(0, size) });
  return [
    ...Object.entries(KINDS).flatMap(([kind, pathOf]) =>
      SIZES.map((size) => ({ kind, size, pathOf, signers: of(size), devices: 1 })),
    ),
    { ...GROUP, pathOf: () => pathTo(1), signers: of(GROUP.size) },
  ];
}

/** All in one transaction, with one beginning: who agreed is a member of rounds that have not begun. */
export async function createFeeds(
  chain: ChainWriter,
  oracle: OracleQueries,
  plans: readonly FeedPlan[],
  times: Pick<NewFeed, 'startMs' | 'intervalMs' | 'maxAgeMs'>,
): Promise<BenchFeed[]> {
  const funds = [{ denom: DENOM, amount: '1000000' }];
  const contractAddress = oracle.address;
  const { events } = await chain.executeMany(
    plans.map((plan) => {
      const feed = { ...specOf(plan), ...times };
      return { contractAddress, msg: oracleMsg.createFeed({ feed }), funds };
    }),
  );
  const created = events.map(readOracleEvent).filter((said) => said?.type === 'feed_created');
  return plans.map((plan, i) => {
    const id = created[i]?.feedId;
    if (id === undefined) throw new Error('the feed is not there');
    return { ...plan, id };
  });
}

function specOf({ size, signers, devices, kind }: FeedPlan) {
  return {
    ...(devices === 1 ? ofOne() : ofMany(devices)),
    label: `bench ${kind} ${size}`,
    subject: '',
    operators: signers.operators.map(({ pubkey }) => pubkey),
    notaries: signers.notaries.map(({ pubkey }) => pubkey),
    quorum: size - Math.floor((size - 1) / 3),
    modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
    allowCustomCa: false,
    observerReward: 10n,
    notaryReward: 5n,
    transmitterReward: 20n,
    measuredOnly: false,
    distinctGroups: false,
    distinctNetworks: false,
  };
}

function ofOne() {
  const params = paramList({ station: 'A1' });
  return { operationId: TEMPERATURE.id, params, reading: 'temperature', unit: 'Cel', decimals: 2, rows: [] };
}

function ofMany(devices: number) {
  const keys = Array.from({ length: devices }, (_, i) => (0xa8032abe5400 + i).toString(16));
  const params = [{ name: 'ids', value: '', items: keys }];
  const rows = keys.map((key) => ({ key, subject: '', label: `plug ${key}` }));
  return { operationId: PLUGS.id, params, reading: 'power', unit: 'W', decimals: 1, rows };
}
