import type {
  MpcLimits,
  MpcPhase,
  MpcProverSession,
  MpcTranscript,
  MpcVerifierSession,
} from '../mpc/index.ts';

// What this package needs of an MPC engine: the two halves of `src/mpc`, so that tests can put others in their place.

/** What a notary has verified to be true of a session's bytes. */
export type SeenTranscript = Pick<MpcTranscript, 'serverName' | 'sent' | 'received'> & {
  /** `onlineAt`: when the exchange began, in Unix milliseconds. */
  readonly times: Pick<MpcTranscript['times'], 'onlineAt'>;
};

/** The notary's half of one session. `channel` carries MPC bytes to and from the prover. */
export interface VerifierEngine extends Pick<MpcVerifierSession, 'channel' | 'close'> {
  /** Runs from setup to the end. Rejects when the session is not genuine, broken, or its process dies. */
  verify(signal?: AbortSignal): Promise<SeenTranscript>;
}

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
