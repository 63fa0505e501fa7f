// Vendors' clouds on real TLS, from measured data, for networks on one machine and for tests; and what a vendor's emulated part is made of.
export { firstConfigText } from './config/first-start.ts';
export { readConfig, readToml } from './config/read.ts';
export type { EmulatorConfig, GivenTable } from './config/schema.ts';
export { startEmulator } from './emulator.ts';
export type { Emulator, EmulatorDeps, EmulatorOptions } from './emulator.ts';
export { EMULATOR_ERROR_CODES, EmulatorError } from './error.ts';
export type { EmulatorErrorCode } from './error.ts';
export { FAULT_KINDS } from './fault/fault.ts';
export type { Fault, FaultKind, FaultRequest } from './fault/fault.ts';
export { installedVendors } from './registry/installed.ts';
export { loadVendors } from './registry/load.ts';
export { elapsedAt, sourceTime, valueAt } from './replay/clock.ts';
export type { ReplayClock } from './replay/clock.ts';
export { readSeries } from './replay/csv.ts';
export type { ColumnOptions, SeriesColumn } from './replay/csv.ts';
export { loadSeries } from './replay/load.ts';
export type { MeasuredFile } from './replay/load.ts';
export { integralTo, periodMs, valueAfter } from './replay/series.ts';
export type { Series } from './replay/series.ts';
export type { StageOptions, StageState } from './stage/stage.ts';
export type { DeviceChange, DeviceLog, DeviceLogs } from './store/device-log.ts';
export type {
  EmulatedCloud,
  EmulatedDevice,
  Refusal,
  VendorRequest,
  VendorResponse,
} from './vendor/cloud.ts';
export { emulatedVendor, tableName } from './vendor/emulated-vendor.ts';
export type {
  EmulatedVendor,
  EmulatedVendorSpec,
  VendorDeps,
  VendorTable,
} from './vendor/emulated-vendor.ts';
export { REFUSAL_STATUSES, jsonAnswer } from './vendor/json-answer.ts';
export type { AnswerStyle } from './vendor/json-answer.ts';
export { RateLimiter } from './vendor/rate-limiter.ts';
export type { RateLimit } from './vendor/rate-limiter.ts';
