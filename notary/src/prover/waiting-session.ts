import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { ExchangeOutcome } from './check-result.ts';
import type { NotarizationPhase, Notarizer, NotaryTarget } from './ports.ts';
import type { RenderedExchange } from './rendered-exchange.ts';

/** Told of each phase as it begins. */
export type Progress = (phase: NotarizationPhase) => void;

/** A session that waits for its exchange. */
export interface WaitingSession {
  /** Resolves once the session can no longer be used. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/** How a prover runs the sessions of one mode; {@link PooledNotarizer} does the rest. */
export interface ModeProver<S extends WaitingSession> {
  readonly mode: Notarizer['mode'];
  /** Milliseconds. */
  readonly now: () => number;
  /** Connects, and does whatever needs neither parameters nor context. Rejects with NotaryError and leaves nothing behind. */
  prepare(
    target: NotaryTarget,
    operation: CheckedOperation,
    signal: AbortSignal,
    progress?: Progress,
  ): Promise<S>;
  /** Resolves with the session's time. A session that fails here has sent nothing to the vendor. */
  bind(session: S, exchange: RenderedExchange, signal: AbortSignal): Promise<bigint>;
  /** The exchange with the vendor and the attestation. */
  run(
    session: S,
    exchange: RenderedExchange,
    sessionTimeMs: bigint,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ExchangeOutcome>;
  /** Gives back what outlives a session. */
  close?(): void;
}
