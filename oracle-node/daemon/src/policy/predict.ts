import type { PerMode } from '@cloudx3/verifier-core';
import { MODES, MODE_NAMES, perMode } from '@cloudx3/verifier-core';
import type { ModeName } from '@cloudx3/verifier-core';
import { CLAIM_GAS, DAY_SECONDS, FEE_MARGIN, REPORT_GAS, SESSION_SECONDS } from './figures.ts';

/** How often a feed is read, and how: all that its work follows from. */
export interface Rhythm {
  readonly intervalMs: bigint;
  /** Members, who transmit in turn. */
  readonly members: number;
  /** Notaries of a reading in each mode that is accepted. */
  readonly modes: Partial<PerMode<{ readonly notaries: number } | undefined>>;
  /** Each so many rounds one is read in a strict mode; undefined where none is set apart. */
  readonly strictEvery: bigint | undefined;
  /** For an observation, and for a report; smallest coin. */
  readonly observerReward: bigint;
  readonly transmitterReward: bigint;
}

/** What a feed makes of one day of a member. */
export interface DailyWork {
  readonly rounds: number;
  /** Sessions, each one request to the vendor. */
  readonly sessions: PerMode<number>;
  readonly requests: number;
  /** Of the rounds those that this member transmits. */
  readonly reports: number;
  readonly gasOfReport: number;
  readonly gas: number;
  /** Rewards; smallest coin. */
  readonly earns: number;
}

/** A day of a feed, as it is predicted: every round is read, and nobody's turn is taken by another. */
export function dailyWork(rhythm: Rhythm): DailyWork {
  const { members, modes, observerReward, transmitterReward } = rhythm;
  const rounds = (DAY_SECONDS * 1_000) / Number(rhythm.intervalMs);
  const sessions = sessionsOf(rhythm, rounds);
  const reports = rounds / Math.max(1, members);
  const notaries = Math.max(1, ...MODE_NAMES.map((mode) => modes[mode]?.notaries ?? 0));
  const gasOfReport = REPORT_GAS.each + REPORT_GAS.attestation * members * notaries;
  return {
    rounds,
    sessions,
    requests: MODE_NAMES.reduce((all, mode) => all + sessions[mode], 0),
    reports,
    gasOfReport,
    gas: reports * gasOfReport,
    earns: rounds * Number(observerReward) + reports * Number(transmitterReward),
  };
}

/** Sessions of one round at most, one after the other: what has to fit into its interval. */
export function secondsOfRound({ modes }: Rhythm, seconds: PerMode<number> = SESSION_SECONDS): number {
  return Math.max(0, ...MODE_NAMES.map((mode) => (modes[mode]?.notaries ?? 0) * seconds[mode]));
}

function sessionsOf({ modes, strictEvery }: Rhythm, rounds: number): PerMode<number> {
  const cheap = MODE_NAMES.find((mode) => modes[mode] !== undefined && MODES[mode].isCheap);
  const strict = MODE_NAMES.find((mode) => modes[mode] !== undefined && MODES[mode].isStrict);
  const notariesOf = (mode: ModeName | undefined): number =>
    mode === undefined ? 0 : (modes[mode]?.notaries ?? 0);
  const strictRounds =
    cheap === undefined ? rounds : strictEvery === undefined ? 0 : rounds / Number(strictEvery);
  return perMode(
    (mode) =>
      (mode === strict ? strictRounds * notariesOf(strict) : 0) +
      (mode === cheap ? (rounds - strictRounds) * notariesOf(cheap) : 0),
  );
}

/** Gas of showing an observation with so many attestations that its report left out (REP-12). */
export function claimGas(attestations: number): number {
  return CLAIM_GAS.each + CLAIM_GAS.attestation * attestations;
}

/** What transactions of so much gas cost at a price; smallest coin. */
export function feeOf(gas: number, gasPrice: number): number {
  return gas * FEE_MARGIN * gasPrice;
}
