// What work was measured to cost (docs/BENCHMARKS.md), for predictions before anything is done. What is spent is counted as it is.
import type { PerMode } from '@cloudx3/verifier-core';

/**
 * Gas of one report: the transaction with its round, and each attestation in it (`npm run bench -- report`, PROXY mode, one path: 168,168
 * with four observations, 6,094 for each further one).
 */
export const REPORT_GAS = { each: 143_792, attestation: 6_094 } as const;

/** Gas of taking a command and of settling it with action and read-back, as the embedded chain counts it in `npm start`. */
export const COMMAND_GAS = { take: 218_600, settle: 273_400 } as const;

/**
 * Gas of showing an observation that its report left out (REP-12): 145,944 with one attestation, for which the embedded chain asks what it
 * does in a report. `integration/consent.real.test.ts` holds this against the contract.
 */
export const CLAIM_GAS = { each: 139_850, attestation: REPORT_GAS.attestation } as const;

/** A fee is paid for the gas that is asked for, which is so much more than is expected to be used (`ChainWriter`). */
export const FEE_MARGIN = 1.4;

/**
 * Seconds that a session keeps its place. By MPC: the cold session with 1,024 and 2,048 bytes took 16.5 s with both parties on two cores
 * (`npm run bench -- mpc`). In PROXY mode: 0.31 s with a round trip of 100 ms (`npm run bench -- proxy`), and some for a slow vendor.
 */
export const SESSION_SECONDS: PerMode<number> = { mpc: 17, proxy: 0.5 };

export const DAY_SECONDS = 86_400;
