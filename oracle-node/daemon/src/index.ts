// The oracle node: for programs that run one, for tests that put whole nodes together, and for other implementations of its ports.
export { loadNode } from './config/load.ts';
export { runNode } from './run-node.ts';
export type { RunningNode } from './run-node.ts';
/** @public */
export { startNode } from './start-node.ts';
export type { OracleNode } from './start-node.ts';
export type { NodeOptions, NodePorts } from './node-ports.ts';

export type { Archive, ArchiveEntry } from './archive/ports.ts';
export type { ChainPort } from './chain/ports.ts';
export type { Clock } from './clock/clock.ts';
export type { Gossip } from './p2p/ports.ts';
export type { Job, JobResult, OpenQueue, Queue } from './queue/ports.ts';
export type { EventOf, TelemetrySink } from './telemetry/sink.ts';
export { NODE_ERRORS, /** @public */ NodeError } from './error.ts';
export type { NodeErrorCode } from './error.ts';

export { init as initNode } from './cli/init.ts';
export type { InitResult as InitNodeResult } from './cli/init.ts';
export type { InitOptions as InitNodeOptions } from './cli/init-settings.ts';
export { register as registerOperator } from './cli/register.ts';
