// The oracle node: for tests that put whole nodes together, and for other implementations of its ports.
export { startNode } from './compose.ts';
export type { NodeOptions, NodePorts, OracleNode } from './compose.ts';
export type { ChainPort, ContractCall } from './chain/ports.ts';
export { createSdkChain } from './chain/sdk-chain.ts';
export { systemClock } from './clock/clock.ts';
export type { Clock } from './clock/clock.ts';
export { NODE_ERRORS, NodeError } from './error.ts';
export type { NodeErrorCode } from './error.ts';
export type { Gossip, GossipHandlers } from './p2p/ports.ts';
export type { Job, JobHandler, JobResult, NewJob, Queue } from './queue/ports.ts';
export { loadNode } from './config/load.ts';
export type { LoadedConfig } from './config/load.ts';
export { runNode } from './run-node.ts';
export type { RunningNode } from './run-node.ts';
export { init as initNode } from './cli/init.ts';
export type { InitOptions as InitNodeOptions, InitResult as InitNodeResult } from './cli/init.ts';
export { register as registerOperator } from './cli/register.ts';
export type { RegisterResult } from './cli/register.ts';
