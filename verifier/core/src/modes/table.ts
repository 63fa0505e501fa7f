import { Mode } from '@cloudx3/proto';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { checkProxyFit } from '../operation/proxy-fit.ts';
import type { RequestComparison } from '../request/compare.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { NO_EVIDENCE, PATH_EVIDENCE } from './evidence.ts';
import type { Evidence } from './evidence.ts';

/** What the rules know of a mode in which a session can be notarized. */
export interface ModeRow {
  /** In signed bodies. */
  readonly wire: Mode;
  /** For people: logs, pages, the docs. */
  readonly title: string;
  /** How the notary takes part. */
  readonly means: string;
  /** What a value of this mode trusts besides the notary. */
  readonly trusts: string;
  /** Families of rules in docs/PROTOCOL.md that hold in this mode alone. */
  readonly rules: readonly string[];
  /** Rule REQ-2: whether the bytes sent are the rendered ones, or header lines stand in the prover's order. */
  readonly requestLayout: RequestComparison;
  readonly evidence: Evidence;
  /**
   * Whether a session costs what a request costs. One that does not takes cores, seconds and memory: it is prepared as early as can be, and
   * people are told how far it is.
   */
  readonly isCheap: boolean;
  /** Rule OBS-9: rounds and moves that a feed sets apart count in such modes only. */
  readonly isStrict: boolean;
  /** Whether an operation can be read in this mode at all; names the hole that stands against it. */
  readonly fits: (operation: CheckedOperation) => CoreResult<undefined>;
}

/**
 * Every mode, by its name in JSON, in configuration and in the names of events. What else depends on a mode is reached through its row;
 * `contracts/packages/attestation/src/mode.rs` is the same table for the contracts.
 */
export const MODES = {
  mpc: {
    wire: Mode.MPC,
    title: 'MPC',
    means: 'notary and node hold the session keys together (TLSNotary)',
    trusts: 'nothing else',
    rules: [],
    requestLayout: 'any-header-order',
    evidence: NO_EVIDENCE,
    isCheap: false,
    isStrict: true,
    fits: () => ok(),
  },
  proxy: {
    wire: Mode.PROXY,
    title: 'PROXY',
    means: 'the notary carries the TLS 1.3 connection and verifies it afterwards',
    trusts: "the notary's own network path to the server",
    rules: ['PRX'],
    requestLayout: 'exact',
    evidence: PATH_EVIDENCE,
    isCheap: true,
    isStrict: false,
    fits: checkProxyFit,
  },
} as const satisfies Readonly<Record<string, ModeRow>>;

export type ModeName = keyof typeof MODES;

/** Something of each mode. */
export type PerMode<T> = Readonly<Record<ModeName, T>>;

/** In the order of the table. */
export const MODE_NAMES = Object.keys(MODES) as readonly ModeName[];

/** The name of a mode in signed bodies; undefined for one that is not known here. */
export function modeName(wire: Mode): ModeName | undefined {
  return MODE_NAMES.find((name) => MODES[name].wire === wire);
}

/** The row of a mode in signed bodies; undefined for one that is not known here. */
export function modeRow(wire: Mode): ModeRow | undefined {
  const name = modeName(wire);
  return name && MODES[name];
}

/** Makes something of each mode. */
export function perMode<T>(make: (name: ModeName, row: ModeRow) => T): PerMode<T> {
  return Object.fromEntries(MODE_NAMES.map((name) => [name, make(name, MODES[name])])) as Record<ModeName, T>;
}
