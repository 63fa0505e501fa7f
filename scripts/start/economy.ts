// The money and the times of a network on this machine. They are small so that a newcomer can follow them on the terminal.

/** What an operator or notary puts down to be registered. */
export const OPERATOR_BOND = '1000000';

/** What each account of people and programs has at genesis. */
export const GENESIS_BALANCE = '1000000000';

/** A round must hold the setups and sessions of all nodes on one machine; docs/BENCHMARKS.md has what they cost. */
export const FEED = {
  intervalMs: 120_000n,
  quorum: 3,
  modes: { mpc: { notaries: 1 } },
  allowCustomCa: true,
  maxAgeMs: 360_000n,
  observerReward: 1_000n,
  notaryReward: 500n,
  transmitterReward: 2_000n,
  escrow: '100000000',
};

/** What the owner puts behind one command, and how long it may take. */
export const COMMAND = { escrow: '150000', deadlineMs: 600_000 };
