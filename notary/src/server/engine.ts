import type { PathEvidence, ProxyCommitment, ProxyOpening } from '@cloudx3/proto';
import type { CheckedOperation, CheckedParams } from '@cloudx3/verifier-core';
import type {
  MpcLimits,
  MpcPhase,
  MpcProverSession,
  MpcTranscript,
  MpcVerifierSession,
} from '../mpc/index.ts';

// What this package needs of its engines: the two halves of `src/mpc` and of `src/proxy`, so that tests can put others in their place.

/** What a notary has verified to be true of a session's bytes. */
export type SeenTranscript = Pick<MpcTranscript, 'serverName' | 'sent' | 'received'> & {
  /** `onlineAt`: when the exchange began, in Unix milliseconds. */
  readonly times: Pick<MpcTranscript['times'], 'onlineAt'>;
  /** Only of a session that the notary carried itself. */
  readonly carried?: { readonly path: PathEvidence; readonly customCa: boolean };
};

/** The notary's half of one session. */
export interface SessionEngine {
  /** Runs to the end. Rejects when the session is not genuine, broken, or its process dies. */
  verify(signal?: AbortSignal): Promise<SeenTranscript>;
  close(): Promise<void>;
}

/** MPC mode: `channel` carries MPC bytes to and from the prover. */
export interface VerifierEngine extends SessionEngine, Pick<MpcVerifierSession, 'channel'> {}

/** PROXY mode: told in order what the prover sends, since what came first decides. */
export interface CarryingEngine extends SessionEngine {
  bind(params: CheckedParams): void;
  /** Raw TLS bytes for the server. */
  fromProver(bytes: Uint8Array): void;
  commit(commitment: ProxyCommitment): void;
  finish(): void;
  open(opening: ProxyOpening): void;
  /** The prover takes bytes again. */
  resume(): void;
}

export interface CarrierEvents {
  /** Raw TLS bytes of the server. False asks to wait for {@link CarryingEngine.resume}. */
  readonly toProver: (bytes: Uint8Array) => boolean;
  readonly onSealed: () => void;
}

export type StartCarrier = (
  session: { readonly operation: CheckedOperation; readonly sessionId: Uint8Array },
  events: CarrierEvents,
) => CarryingEngine;

export type StartVerifier = (
  limits: MpcLimits,
  onPhase: (phase: MpcPhase, at: number) => void,
  signal: AbortSignal,
) => Promise<VerifierEngine>;

/** The prover's half of one session. */
export type ProverEngine = Pick<
  MpcProverSession,
  'channel' | 'failure' | 'setup' | 'exchange' | 'reveal' | 'close'
>;

export type StartProver = (
  options: MpcLimits & { readonly serverName: string },
  signal: AbortSignal,
) => Promise<ProverEngine>;
