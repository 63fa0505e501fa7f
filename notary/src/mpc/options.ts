import type { MpcPhase, MpcLimits, MpcNetwork } from './host/child-messages.ts';
import { trustAnchorKey } from './trust-anchor/replace-trust-anchor.ts';
import { NotaryError } from '../session/error.ts';

/** Trust beyond Mozilla's anchors. */
export interface ServerIdentityOptions {
  /**
   * One CA certificate in DER, for development and private networks. It takes the place of one public anchor (see
   * trust-anchor/anchor.ts for what it must look like), and both parties must be given the same one.
   */
  readonly customCa?: Uint8Array | undefined;
}

/** Longest time of each phase, in milliseconds. A phase that takes longer ends the session with `mpc.deadline`. */
export interface MpcProverDeadlines {
  /** Start of the process and loading of the engine. */
  readonly startMs: number;
  readonly setupMs: number;
  /** How long setup may stand still before it is given up; `DEFAULT_SILENCE_MS` by default. */
  readonly silenceMs?: number;
  /** From dialling the server to the proven transcript. */
  readonly exchangeMs: number;
  readonly revealMs: number;
}

export interface MpcVerifierDeadlines {
  readonly startMs: number;
  /** Until the prover's first byte. */
  readonly connectMs: number;
  readonly setupMs: number;
  /** How long setup may stand still before it is given up; `DEFAULT_SILENCE_MS` by default. */
  readonly silenceMs?: number;
  /** How long a session that is set up may wait for its exchange (a prover's pool keeps sessions like this). */
  readonly idleMs: number;
  /** From the first byte of the exchange to the verdict. */
  readonly onlineMs: number;
}

/** What both parties of a session are given. */
export interface MpcPartyOptions extends MpcLimits, ServerIdentityOptions {
  /** Threads of the engine's pool, 1 to 64; 2 by default. */
  readonly threads?: number | undefined;
}

export interface MpcProverOptions extends MpcPartyOptions {
  /** DNS name that the server's certificate must bear; also sent as SNI. */
  readonly serverName: string;
  /** `Latency` by default: fewer bytes, and no slower where it was measured. */
  readonly network?: MpcNetwork;
  readonly deadlines: MpcProverDeadlines;
}

export interface MpcVerifierOptions extends MpcPartyOptions {
  readonly deadlines: MpcVerifierDeadlines;
}

export interface MpcDeps {
  /** The Node that runs the child; this process's own by default. Must be 24 or newer. */
  readonly nodePath?: string;
  /** Called as a session passes its phases; `at` is Unix milliseconds. Must not throw. */
  readonly onPhase?: (phase: MpcPhase, at: number) => void;
}

/**
 * The engine's setup can come to a stop for good, in about one of a hundred sessions, more often on a busy machine. All bytes have then been
 * handed over on both sides, every worker of both engines sleeps in `memory.atomic.wait`, and the multiplexer still answers pings:
 * it waits for itself, inside the engine (tlsn-wasm 0.1.0-alpha.12), and nothing from outside wakes it. Such a session has to be given up, and another
 * one made: nothing was sent to any server yet. No pause of a working setup was near this long.
 */
export const DEFAULT_SILENCE_MS = 30_000;

export const DEFAULT_NETWORK: MpcNetwork = 'Latency';
export const DEFAULT_THREADS = 2;

/**
 * TLS records that the MPC is prepared for: Finished, the request and close_notify one way; Finished and one alert
 * the other way (application data is decrypted after the connection is closed, for free). The engine's default is 10.
 */
export const RECORDS = { sent: 3, receivedOnline: 2 } as const;

/** A TLS record holds 16 KiB, and the request must fit into one. */
export const MAX_SENT_BYTES = 16_384;
/** Memory and setup time grow with this; the engine's 4 GiB of address space end not far above. */
export const MAX_RECV_BYTES = 65_536;
const MIN_BYTES = 32;
const MAX_THREADS = 64;
const MAX_DEADLINE_MS = 3_600_000;
const DNS_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** @throws NotaryError `mpc.invalid_options` naming the option, or `mpc.trust_anchor` */
export function checkProverOptions(options: MpcProverOptions): void {
  if (!DNS_NAME.test(options.serverName)) throw invalid('serverName', 'must be a DNS name, not an address');
  checkCommon(options, { ...options.deadlines });
}

/** @throws NotaryError `mpc.invalid_options` naming the option, or `mpc.trust_anchor` */
export function checkVerifierOptions(options: MpcVerifierOptions): void {
  checkCommon(options, { ...options.deadlines });
}

function checkCommon(options: MpcPartyOptions, deadlines: Readonly<Record<string, number>>): void {
  checkInteger('maxSentBytes', options.maxSentBytes, MIN_BYTES, MAX_SENT_BYTES);
  checkInteger('maxRecvBytes', options.maxRecvBytes, MIN_BYTES, MAX_RECV_BYTES);
  checkInteger('threads', options.threads ?? DEFAULT_THREADS, 1, MAX_THREADS);
  for (const [name, ms] of Object.entries(deadlines))
    checkInteger(`deadlines.${name}`, ms, 1, MAX_DEADLINE_MS);
  if (options.customCa !== undefined) trustAnchorKey(options.customCa);
}

function checkInteger(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(name, `must be an integer from ${min} to ${max}`);
  }
}

function invalid(name: string, rule: string): NotaryError {
  return new NotaryError('mpc.invalid_options', `The MPC option "${name}" ${rule}.`);
}
