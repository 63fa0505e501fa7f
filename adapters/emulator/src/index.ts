// Vendors' clouds on real TLS, from measured data, for networks on one machine and for tests.
export { firstConfigText } from './config/first-start.ts';
export { readConfig, readConfigText } from './config/read.ts';
export { configSchema } from './config/schema.ts';
export type { EmulatorConfig, EmulatorConfigInput } from './config/schema.ts';
export { startEmulator } from './emulator.ts';
export type { Emulator, EmulatorDeps, EmulatorOptions } from './emulator.ts';
export { EMULATOR_ERROR_CODES, EmulatorError } from './error.ts';
export type { EmulatorErrorCode } from './error.ts';
export { FAULT_KINDS } from './fault/fault.ts';
export type { Fault, FaultKind } from './fault/fault.ts';
export { loadMeasuredData } from './replay/load.ts';
export type { MeasuredData } from './replay/load.ts';
export type { Series } from './replay/series.ts';
