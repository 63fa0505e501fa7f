// Vendors' clouds on real TLS, from measured data, for networks on one machine and for tests; and what a vendor's emulated part is made of.
/** @public */
export { readConfig } from './config/read.ts';
export type { EmulatorConfig, GivenTable } from './config/schema.ts';
/** @public */
export { startEmulator } from './emulator.ts';
export type { Emulator, EmulatorDeps, EmulatorOptions } from './emulator.ts';
/** @public */
export { EMULATOR_ERROR_CODES, EmulatorError } from './error.ts';
export type { EmulatorErrorCode } from './error.ts';
/** @public */
export { FAULT_KINDS } from './fault/fault.ts';
export type { Fault, FaultKind, FaultRequest } from './fault/fault.ts';
export { installedVendors } from './registry/installed.ts';
/** @public */
export { loadVendors } from './registry/load.ts';
export { elapsedAt, /** @public */ sourceTime, valueAt } from './replay/clock.ts';
export type { ReplayClock } from './replay/clock.ts';
/** @public */
export { readSeries } from './replay/csv.ts';
export type { ColumnOptions, SeriesColumn } from './replay/csv.ts';
export { loadSeries } from './replay/load.ts';
export type { MeasuredFile } from './replay/load.ts';
export { integralTo, periodMs, /** @public */ valueAfter } from './replay/series.ts';
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
