// The suite that every emulated vendor passes: its cloud against its adapter.
export type { EmulatedSetup } from './setup.ts';
export { describeEmulatedConformance, /** @public */ emulatedChecks } from './suite.ts';
