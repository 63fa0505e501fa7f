/**
 * MPC-TLS sessions: two parties, each with its engine (tlsn-wasm) in a child process of its own.
 *
 * `startMpcProver` and `startMpcVerifier` give a session each, whose `channel` carries the MPC bytes; whoever calls
 * joins the two channels by whatever transport it has, and destroys a channel when the other party is gone. In the
 * child, `host/` stands in for the browser that the engine expects. Nothing here knows of notaries or operations.
 */
export { startMpcProver } from './prover-session.ts';
export type { MpcProverSession, RevealRanges, ServerAddress } from './prover-session.ts';
export { startMpcVerifier } from './verifier-session.ts';
export type { MpcTranscript, MpcVerifierSession, SessionTimes } from './verifier-session.ts';
export type { AuthenticatedBytes } from '../session/authenticated-bytes.ts';
export type {
  ChildPhase as MpcPhase,
  ExchangeResult,
  MpcLimits,
  MpcNetwork,
  Range,
} from './host/child-messages.ts';
export type {
  MpcDeps,
  MpcProverDeadlines,
  MpcProverOptions,
  MpcVerifierDeadlines,
  MpcVerifierOptions,
  ServerIdentityOptions,
} from './options.ts';
export type { MpcRequest } from './request.ts';
export { MpcError, MPC_ERROR_CODES } from './errors.ts';
export type { MpcErrorCode } from './errors.ts';
export { SetupPool } from '../pool/setup-pool.ts';
export type { PoolSession, SetupPoolDeps, SetupPoolOptions } from '../pool/setup-pool.ts';
export { systemClock } from '../pool/clock.ts';
export type { Clock } from '../pool/clock.ts';
export { requestBytes } from './request.ts';
export { trustAnchorKey } from './trust-anchor/replace-trust-anchor.ts';
