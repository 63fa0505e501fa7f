import type { Context } from '@cloudx3/proto';
import type { CheckedOperation, Params, VerifiedAttestation } from '@cloudx3/verifier-core';

/** A notary as the registry on chain names it. */
export interface NotaryTarget {
  /** `wss://host:port/v1/session`; without a path the standard one is taken. */
  readonly url: string;
  /** 33-byte key that its attestations must be signed by. */
  readonly pubkey: Uint8Array;
}

/** What a notarization is doing, in this order; `preparing` is left out where a session was ready. */
export const NOTARIZATION_PHASES = [
  'connecting',
  'preparing',
  'binding',
  'exchanging',
  'checking',
  'revealing',
  'awaiting_attestation',
] as const;

export type NotarizationPhase = (typeof NOTARIZATION_PHASES)[number];

export interface NotarizeRequest {
  readonly notary: NotaryTarget;
  readonly operation: CheckedOperation;
  readonly params: Params;
  /** Values of the operation's holes. They reach the vendor's server and nobody else. */
  readonly secrets: Readonly<Record<string, string>>;
  /** On-chain id of the device that this speaks about; empty where it is about none. */
  readonly subject: string;
  readonly context: Context;
  readonly onProgress?: (phase: NotarizationPhase) => void;
}

export interface NotarizedExchange {
  /** Checked against the request by the prover itself, signature included. */
  readonly attestation: VerifiedAttestation;
  /** What an auditor needs beside the attestation (rule ATT-3); hole bytes are zero. */
  readonly opening: {
    readonly salt: Uint8Array;
    readonly sent: Uint8Array;
    readonly received: Uint8Array;
  };
  /** Milliseconds spent in each phase. */
  readonly timings: Readonly<Partial<Record<NotarizationPhase, number>>>;
  /** Whether the session had been prepared ahead of need. */
  readonly warm: boolean;
}

/** Notarizes exchanges in one mode. */
export interface Notarizer {
  readonly mode: 'MPC' | 'PROXY';
  /**
   * Does ahead of need what needs no parameters, and keeps it ready for a while; each use or further call prolongs that. Resolves when a
   * session is ready, or at once where the pool is full. Rejects with NotaryError when the session cannot be made.
   */
  prepare(target: NotaryTarget, operation: CheckedOperation, signal: AbortSignal): Promise<void>;
  /**
   * One exchange with the vendor, attested. Rejects with NotaryError: its code is the notary's refusal, the vendor's outcome
   * (`vendor.unauthorized` and the like), the MPC engine's failure or one of this package; its `phase` tells whether the request can have
   * reached the vendor (from `exchanging` on).
   */
  notarize(request: NotarizeRequest, signal: AbortSignal): Promise<NotarizedExchange>;
  /** Ends every session and resolves when nothing is left. */
  close(): Promise<void>;
}
