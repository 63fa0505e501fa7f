// Both sides of a notarized session: a notary's server, and the prover library that oracle nodes reach it through.
export { NotaryError } from './session/error.ts';
export type { NotaryErrorCode, NotaryErrorDetails } from './session/error.ts';

export { createMpcNotarizer } from './prover/mpc/mpc-notarizer.ts';
export type { MpcNotarizerDeps, MpcNotarizerOptions } from './prover/mpc/options.ts';
export { createProxyNotarizer } from './prover/proxy/proxy-notarizer.ts';
export type {
  NotarizerDeps,
  NotarizerOptions,
  ProverDeadlines,
  ProverPoolOptions,
} from './prover/options.ts';
export type {
  NotarizationPhase,
  NotarizedExchange,
  Notarizer,
  NotarizerStatus,
  NotarizeRequest,
  NotaryTarget,
} from './prover/ports.ts';

export { startNotary } from './server/start-notary.ts';
export type { NotaryDeps, NotaryOptions, RunningNotary } from './server/start-notary.ts';
export type { NotaryHealth } from './server/health.ts';
export { notaryModes } from './modes.ts';
export type { ModesOptions } from './modes.ts';
export type { ModeLimits, SessionLimits } from './session/limits.ts';
export { LOOPBACK, addressRule, isAddressRange } from './dialling/address-rule.ts';
export type { AddressRule } from './dialling/address-rule.ts';
export { Backoff } from './dialling/backoff.ts';
export type { BackoffDeps, BackoffOptions } from './dialling/backoff.ts';
export { checkedAddresses } from './dialling/checked-addresses.ts';
export type { CheckDeps, CheckedAddresses } from './dialling/checked-addresses.ts';
export { oneAtATime, resolveWith, systemResolve } from './dialling/resolve.ts';
export type { Resolve } from './dialling/resolve.ts';
export { OPEN_POLICY } from './server/admission/policy.ts';
export type { NotaryPolicy } from './server/admission/policy.ts';
export type { Offer } from './server/registry/offer.ts';
export type { DeviceQueries, FeedQueries } from './server/registry/chain-offers.ts';
export { ChainRegistry } from './server/registry/chain-registry.ts';
export type { ChainRegistryOptions, RegistryQueries } from './server/registry/chain-registry.ts';
export { MemoryRegistry } from './server/registry/memory-registry.ts';
export type { OperatorStatus, Registry } from './server/registry/port.ts';
export { createMetrics as createNotaryMetrics } from './server/metrics.ts';
