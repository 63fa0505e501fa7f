// The suite that every vendor adapter passes. An adapter's own test file is a setup for it and nothing else.
export type { Check } from './check.ts';
export type { Exchange } from './exchange.ts';
export type { FixtureEntry, FixtureManifest } from './fixtures/manifest.ts';
export type { ConformanceSetup } from './setup.ts';
export { /** @public */ conformanceChecks, describeAdapterConformance } from './suite.ts';
