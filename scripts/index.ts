// What tests and benchmarks start networks with; people use `npm start`.
export { commandDevice } from './start/command.ts';
export { tailLog } from './start/log-tail.ts';
export type { LogRecord } from './start/log-tail.ts';
export { runLoop } from './start/loop.ts';
export { narrateChain } from './start/narrate-chain.ts';
export { narrateNodes } from './start/narrate-nodes.ts';
export { startNetwork } from './start/start-network.ts';
export type { Network, NetworkOptions } from './start/network.ts';
export { nodeLog, startNode } from './start/nodes.ts';
export { ProcessGroup } from './start/processes.ts';
export type { RunningProcess } from './start/processes.ts';
export type { NodePlan } from './start/plan.ts';
export type { LoopResult } from './start/result.ts';
export type { Terminal } from './start/terminal.ts';
