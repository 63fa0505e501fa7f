import type { CheckedOperation, CheckedParams } from '@cloudx3/verifier-core';
import type { FrameSocket } from '../session/frame-socket.ts';
import type { SessionLimits } from '../session/limits.ts';
import type { LinkOptions, SessionLink } from '../session/link.ts';
import type { ModeMessage, NotaryMessageInit } from '../session/messages.ts';
import type { Refusal } from '../session/refusals.ts';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import type { ModeTerms } from './admission/admission.ts';

/**
 * One mode of sessions as a notary runs it: an entry of the registry (`modes.ts`). All that differs between modes for a notary is in here; what
 * the rules know of a mode stands in the table of `@cloudx3/verifier-core`.
 */
export interface ModeEngine extends ModeTerms {
  /** Whether a private CA is trusted beside the public ones. Never silently: `/health` and attestations say so. */
  readonly customCa: boolean;
  /** Whether engines have work of their own to do between the grant and the exchange, and tell of its end. */
  readonly setsUp: boolean;
  /** Starts the engine of a session that was let in. Rejects where it does not start, and then holds nothing. */
  start(session: EngineSession, events: EngineEvents, signal: AbortSignal): Promise<SessionEngine>;
}

/** What an engine is told of its session before it begins. */
export interface EngineSession {
  readonly operation: CheckedOperation;
  /** 16 bytes. */
  readonly sessionId: Uint8Array;
  readonly limits: SessionLimits;
}

/** What an engine tells while it runs. */
export interface EngineEvents {
  /** Its own work ahead of the exchange is done; see {@link ModeEngine.setsUp}. */
  readonly onSetUp: () => void;
  /** The exchange has begun, at this time in Unix milliseconds. */
  readonly onOnline: (atMs: number) => void;
  /** Says to the prover what only this mode has to say. */
  readonly say: (message: NotaryMessageInit) => void;
}

/**
 * The notary's half of one session. It fails with a NotaryError whose code is the refusal that the prover is told; any other error is a
 * fault of the notary's own.
 */
export interface SessionEngine {
  /** Carries the session's stream over the prover's connection. Called once, when the session is granted. */
  link(socket: FrameSocket, options: LinkOptions): SessionLink;
  /** Runs to the end. Rejects when the session is not genuine or broken. Called once, after `link`. */
  verify(signal: AbortSignal): Promise<SeenTranscript>;
  /** The session is bound to one exchange (rule SES-2). */
  bind(params: CheckedParams): void;
  /** Hears what the prover says between the bind and the verdict. Gives why it has no place in this mode, if it has none. */
  hear(message: ModeMessage): Refusal | undefined;
  /** Gives everything back. May be called at any time and again. */
  close(): Promise<void>;
}
