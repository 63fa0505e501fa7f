// A vendor's cloud without ports and TLS, for the tests of its author.
export { playInProcess } from './in-process.ts';
export type { InProcess, InProcessOptions, Question } from './in-process.ts';
export { openDeviceStore } from '../store/device-store.ts';
export type { DeviceStore } from '../store/device-store.ts';
