// The suite that every vendor adapter passes. An adapter's own test file is a setup for it and nothing else.
export { describeAdapterConformance } from './suite.ts';
export type { ConformanceSetup } from './setup.ts';
export { fixtureManifestSchema } from './fixtures/manifest.ts';
export type { FixtureEntry, FixtureManifest } from './fixtures/manifest.ts';
