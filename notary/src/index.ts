// The notary's server, the prover library that speaks to it, and the MPC engine that both stand on.
export { NOTARY_ERRORS, NotaryError } from './error.ts';
export type { NotaryErrorCode } from './error.ts';
export { REFUSALS } from './refusals.ts';
export type { NotaryRefusalCode, Refusal, RefusalCode } from './refusals.ts';
export { createMpcNotarizer } from './prover/mpc-notarizer.ts';
export { createProxyNotarizer } from './prover/proxy-notarizer.ts';
export type { ProxyNotarizerDeps, ProxyNotarizerOptions } from './prover/proxy-notarizer.ts';
export type { NotarizerDeps } from './prover/mpc-notarizer.ts';
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
} from './engine/ports.ts';
export { startEngineProver, startEngineVerifier } from './engine/start.ts';
export { startEngineCarrier } from './engine/start-carrier.ts';
export type { EngineOptions } from './engine/start.ts';
export { ChainRegistry } from './registry/chain-registry.ts';
export type { ChainRegistryOptions, RegistryQueries } from './registry/chain-registry.ts';
export { MemoryRegistry } from './registry/memory-registry.ts';
export type { OperatorStatus, Registry } from './registry/port.ts';
export { DEFAULT_LIMITS } from './session/limits.ts';
export type { SessionLimits } from './session/limits.ts';
export { startNotary } from './server/start-notary.ts';
export type { NotaryDeps, NotaryOptions, RunningNotary } from './server/start-notary.ts';
export type { NotaryHealth } from './server/http.ts';
export { makeStatement } from './statement/statement.ts';
export type { StatementResult, StatementSession } from './statement/statement.ts';
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
export { init as initNotary } from './cli/init.ts';
export type { InitOptions as InitNotaryOptions, InitResult as InitNotaryResult } from './cli/init.ts';
export { registration as notaryRegistration } from './cli/registration.ts';
export type { Registration as NotaryRegistration } from './cli/registration.ts';
