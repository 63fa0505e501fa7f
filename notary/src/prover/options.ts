import type { Resolve } from '../dialling/resolve.ts';
import type { SignDigest } from '@cloudx3/verifier-core';

/** How many sessions are prepared ahead of need, and for how long. */
export interface ProverPoolOptions {
  /** Most prepared sessions that wait at a time; 0 prepares none. One by MPC holds about 1 GB at either party, one in PROXY mode is a socket. */
  readonly size: number;
  /** How long a session is kept ready for a notary and operation after it was last asked for. */
  readonly keepMs: number;
}

/** Longest waits for the notary, in milliseconds. An engine has deadlines of its own. */
export interface ProverDeadlines {
  /** To the open WebSocket. */
  readonly connectMs: number;
  /** From the request to the grant; the notary asks its chain and starts an engine meanwhile. */
  readonly grantMs: number;
  /** From the bind to its acceptance. */
  readonly bindMs: number;
  /** From the last revealed byte to the attestation. */
  readonly resultMs: number;
}

/** What a notarizer of every mode is given. */
export interface NotarizerOptions {
  /** Where notaries and operations are registered: chain id, and address of the oracle contract. */
  readonly network: { readonly chainId: string; readonly oracle: string };
  /** The operator that sessions are opened as: its 33-byte key. */
  readonly prover: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
  /** By default 2 sessions by MPC or 8 in PROXY mode, for a quarter of an hour. */
  readonly pool?: Partial<ProverPoolOptions>;
  /** By default 10 s to connect, 30 s to the grant, 15 s to be bound, 30 s to the attestation. */
  readonly deadlines?: Partial<ProverDeadlines>;
  /** Stream bytes of one session in each direction. */
  readonly maxSessionBytes?: number;
  /** DER of a private CA that vendors' certificates may come from, beside the public ones; the notary has the same, and attestations say so. */
  readonly customCa?: Uint8Array;
  /**
   * Ranges of addresses that are not public at which notaries may be dialled all the same, such as `10.1.0.0/16`; none by default, since
   * strangers write the registry.
   */
  readonly allowPrivate?: readonly string[];
  /** PEM of an authority that notaries' own TLS certificates may come from, beside the public ones. */
  readonly tlsCa?: string;
}

/** Parts of a notarizer that can be replaced. */
export interface NotarizerDeps {
  /** Unix milliseconds; the system's clock by default. */
  readonly now?: () => number;
  /** Unpredictable bytes; the system's by default. */
  readonly random?: (length: number) => Uint8Array;
  /** How notaries' names are looked up; by the system by default. */
  readonly resolve?: Resolve;
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed?: (error: Error) => void;
}
