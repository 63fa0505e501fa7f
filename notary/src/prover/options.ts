import type { SignDigest } from '@cloudx3/verifier-core';

export interface ProverPoolOptions {
  /** Most prepared sessions that wait at a time. Each holds about 1 GB at either party; 0 prepares none. */
  readonly size: number;
  /** How long a session is kept ready for a notary and operation after it was last asked for. */
  readonly keepMs: number;
}

/** Longest waits for the notary, in milliseconds. The engine has deadlines of its own. */
export interface ProverDeadlines {
  readonly connectMs: number;
  /** From the request to the grant; the notary asks its chain and starts an engine meanwhile. */
  readonly grantMs: number;
  readonly bindMs: number;
  /** From the last revealed byte to the attestation. */
  readonly resultMs: number;
}

export interface NotarizerOptions {
  readonly network: { readonly chainId: string; readonly oracle: string };
  readonly prover: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
  readonly pool?: Partial<ProverPoolOptions>;
  readonly deadlines?: Partial<ProverDeadlines>;
  /** Stream bytes of one session in each direction. */
  readonly maxSessionBytes?: number;
  /** DER of the private CA that the engine checks vendors against; the notary has the same, and attestations say so. */
  readonly customCa?: Uint8Array;
  /** PEM of an authority that notaries' own TLS certificates may come from, beside the public ones. */
  readonly tlsCa?: string;
  /** Addresses of vendors' servers that are not to be asked of DNS. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** Threads of an engine. */
  readonly threads?: number;
}

export const DEFAULT_POOL: ProverPoolOptions = { size: 2, keepMs: 900_000 };

export const DEFAULT_DEADLINES: ProverDeadlines = {
  connectMs: 10_000,
  grantMs: 30_000,
  bindMs: 15_000,
  resultMs: 30_000,
};

export const DEFAULT_MAX_SESSION_BYTES = 536_870_912;

/** A waiting PROXY session is a socket. */
export const DEFAULT_PROXY_POOL: ProverPoolOptions = { size: 8, keepMs: 900_000 };

/** Far above what the largest response takes. */
export const DEFAULT_PROXY_SESSION_BYTES = 4_194_304;
