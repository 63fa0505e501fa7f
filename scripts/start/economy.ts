import type { NewFeed, devicesInstantiate } from '@cloudx3/sdk';
import type { NetworkOptions } from './network-options.ts';

// The money and the times of a network on this machine. They are small so that a newcomer can follow them on the terminal.

/** What an operator or notary puts down to be registered. */
export const OPERATOR_BOND = '1000000';

/** What each account of people and programs has at genesis. */
export const GENESIS_BALANCE = '1000000000';

/** What a feed of this network asks for, beside what is read. */
export interface FeedTerms extends Pick<
  NewFeed,
  | 'intervalMs'
  | 'modes'
  | 'allowCustomCa'
  | 'rows'
  | 'measuredOnly'
  | 'distinctGroups'
  | 'distinctNetworks'
  | 'maxAgeMs'
  | 'observerReward'
  | 'notaryReward'
  | 'transmitterReward'
> {
  /** Behind the vendor's label. */
  readonly suffix: string;
  readonly escrow: string;
  readonly stepUp?: { readonly everyRounds: bigint; readonly movedByUnits: bigint };
}

const COMMON = {
  allowCustomCa: true,
  // A feed of its own; everybody on this machine is in one network.
  rows: [],
  measuredOnly: false,
  distinctGroups: false,
  distinctNetworks: false,
  observerReward: 1_000n,
  notaryReward: 500n,
  transmitterReward: 2_000n,
  escrow: '100000000',
};

/** A PROXY proof costs what a request costs, so a value comes every ten seconds. */
const TELEMETRY_FEED: FeedTerms = {
  ...COMMON,
  suffix: '',
  intervalMs: 10_000n,
  maxAgeMs: 60_000n,
  modes: { proxy: { notaries: 1 } },
};

/**
 * The same reading, of which each second round, and each move of more than two units, is proven by MPC. A round must hold the setups and
 * sessions of all nodes on one machine; docs/BENCHMARKS.md has what they cost.
 */
const STEP_UP_FEED: FeedTerms = {
  ...COMMON,
  suffix: ', stepped up to MPC',
  intervalMs: 120_000n,
  maxAgeMs: 360_000n,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
  stepUp: { everyRounds: 2n, movedByUnits: 2n },
};

/** Where money is somebody's a feed begins with less: an hour and a half of rounds of ten seconds. */
const ESCROW_OF_SOMEBODY = '5000000';

/** The feeds of a network. */
export function feedsOf({
  chain,
  stepUpFeed = true,
}: Pick<NetworkOptions, 'chain' | 'stepUpFeed'>): FeedTerms[] {
  const feeds = stepUpFeed ? [TELEMETRY_FEED, STEP_UP_FEED] : [TELEMETRY_FEED];
  return chain === 'rpc' ? feeds.map((feed) => ({ ...feed, escrow: ESCROW_OF_SOMEBODY })) : feeds;
}

/** What the contract of devices asks for here, beside the oracle and the notaries that count. */
export const DEVICE_RULES = {
  // The vendor is on this machine and has a certificate of this network's own authority.
  allowCustomCa: true,
  leaseMs: 180_000n,
  leaseDeposit: 10_000n,
  leastDeadlineMs: 300_000n,
  leastPrice: 1_000n,
  executorSharePercent: 80,
  readbackPercent: 20,
  handoverMs: 600_000n,
} satisfies Partial<Parameters<typeof devicesInstantiate>[0]>;

/** How many notaries attest that an owner has a device (rule DEV-2). */
export const BINDING_REQUIRED = 1;

/** What the device asks of a command. */
export const DEVICE_TERMS = { price: 100_000n, minDeadlineMs: 300_000n };

/** What the operators and notaries of this network agree to beforehand (rule ACC-3). */
export const STANDING_RULE = { leastReward: 100n, mostFeeds: 16 };

/** What the owner puts behind one command, and how long it may take. */
export const COMMAND = { escrow: '150000', deadlineMs: 600_000 };
