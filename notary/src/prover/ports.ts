import type { Context } from '@cloudx3/proto';
import type { CheckedOperation, MODES, ModeName, Params, VerifiedAttestation } from '@cloudx3/verifier-core';

/** A notary as the registry on chain names it. */
export interface NotaryTarget {
  /** `wss://host:port/v1/session`; without a path the standard one is taken. */
  readonly url: string;
  /** 33-byte key that its attestations must be signed by. */
  readonly pubkey: Uint8Array;
  /** Whether the prover's own operator wrote the URL, and no stranger: then it may lead to a private address. */
  readonly isTrusted?: boolean;
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

/** One of {@link NOTARIZATION_PHASES}: the label of what a notarization was doing, in errors and measurements. */
export type NotarizationPhase = (typeof NOTARIZATION_PHASES)[number];

/** One exchange that is to be notarized. */
export interface NotarizeRequest {
  readonly notary: NotaryTarget;
  /** Published on chain, or the notary refuses (`session.unknown_operation`). */
  readonly operation: CheckedOperation;
  /** Values of the operation's parameters (rule OP-4). They stand in the attestation. */
  readonly params: Params;
  /** Values of the operation's holes. They reach the vendor's server and nobody else. */
  readonly secrets: Readonly<Record<string, string>>;
  /** On-chain id of the device that this speaks about; empty where it is about none, and where the operation has rows. */
  readonly subject: string;
  /** Where the operation has rows: the same for each item of its list, in their order; empty for a row that is about none. */
  readonly rowSubjects?: readonly string[];
  /** What the exchange is for: a round of a feed or group, a command, a binding, or a probe of 16 to 32 bytes (rule ATT-2). */
  readonly context: Context;
  /** Told of each phase as it begins. */
  readonly onProgress?: (phase: NotarizationPhase) => void;
}

/** An exchange that a notary has attested, and that was found to be what it says (rule SES-4). */
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

/** The sessions that a notarizer has ahead of need. */
export interface NotarizerStatus {
  /** Most sessions that wait at a time. */
  readonly size: number;
  /** By the URL of the notary; those alone with whom there is a session. */
  readonly notaries: readonly {
    readonly url: string;
    /** Ready for an exchange. */
    readonly prepared: number;
    /** Being made. */
    readonly inSetup: number;
  }[];
}

/** Notarizes exchanges in one mode. */
export interface Notarizer {
  /** As the table of modes titles it. */
  readonly mode: (typeof MODES)[ModeName]['title'];
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
  /** What waits and what is being made, at this moment. */
  status(): NotarizerStatus;
  /** Ends every session and resolves when nothing is left. */
  close(): Promise<void>;
}
