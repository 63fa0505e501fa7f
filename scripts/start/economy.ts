import type { NewFeed } from '@cloudx3/sdk';

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
  observerReward: 1_000n,
  notaryReward: 500n,
  transmitterReward: 2_000n,
  escrow: '100000000',
};

/** A PROXY proof costs what a request costs, so a value comes every ten seconds. */
export const TELEMETRY_FEED: FeedTerms = {
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
export const STEP_UP_FEED: FeedTerms = {
  ...COMMON,
  suffix: ', stepped up to MPC',
  intervalMs: 120_000n,
  maxAgeMs: 360_000n,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
  stepUp: { everyRounds: 2n, movedByUnits: 2n },
};

/** What the owner puts behind one command, and how long it may take. */
export const COMMAND = { escrow: '150000', deadlineMs: 600_000 };
