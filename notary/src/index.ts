// The notary's server, the prover library that speaks to it, and the MPC engine that both stand on.
export { NOTARY_ERRORS, NotaryError } from './session/error.ts';
export type { NotaryErrorCode } from './session/error.ts';
export { REFUSALS } from './session/refusals.ts';
export type { NotaryRefusalCode, Refusal, RefusalCode } from './session/refusals.ts';
export { createMpcNotarizer } from './prover/mpc/mpc-notarizer.ts';
export { createProxyNotarizer } from './prover/proxy/proxy-notarizer.ts';
export type { ProxyNotarizerDeps, ProxyNotarizerOptions } from './prover/proxy/proxy-notarizer.ts';
export type { NotarizerDeps } from './prover/mpc/mpc-notarizer.ts';
export type { NotarizerOptions, ProverDeadlines, ProverPoolOptions } from './prover/options.ts';
export { NOTARIZATION_PHASES } from './prover/ports.ts';
export type {
  NotarizationPhase,
  NotarizedExchange,
  Notarizer,
  NotarizeRequest,
  NotaryTarget,
} from './prover/ports.ts';
export type {
  CarryingEngine,
  ProverEngine,
  StartCarrier,
  StartProver,
  StartVerifier,
  VerifierEngine,
} from './server/engine.ts';
export { startEngineProver, startEngineVerifier } from './server/mpc/start-engine.ts';
export { startEngineCarrier } from './server/proxy/start-carrier.ts';
export type { EngineOptions } from './server/mpc/start-engine.ts';
export { ChainRegistry } from './server/registry/chain-registry.ts';
export type { ChainRegistryOptions, RegistryQueries } from './server/registry/chain-registry.ts';
export { MemoryRegistry } from './server/registry/memory-registry.ts';
export type { OperatorStatus, Registry } from './server/registry/port.ts';
export { DEFAULT_LIMITS } from './session/limits.ts';
export type { SessionLimits } from './session/limits.ts';
export { resolveWith } from './server/admission/resolve.ts';
export { mergeLimits, startNotary } from './server/start-notary.ts';
export type { LimitChanges, NotaryDeps, NotaryOptions, RunningNotary } from './server/start-notary.ts';
export type { NotaryHealth } from './server/http.ts';
export { makeStatement } from './session/statement.ts';
export type { StatementResult, StatementSession } from './session/statement.ts';
export { MPC_ERROR_CODES, MpcError, startMpcProver, startMpcVerifier } from './mpc/index.ts';
export type {
  MpcErrorCode,
  MpcLimits,
  MpcProverOptions,
  MpcProverSession,
  MpcTranscript,
  MpcVerifierOptions,
  MpcVerifierSession,
} from './mpc/index.ts';
