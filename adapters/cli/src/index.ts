// What `cloudx3-adapter` does, for the script that writes the committed manifests.
export { loadAdapter } from './load/load-adapter.ts';
export type { LoadedAdapter, LoadOptions } from './load/load-adapter.ts';
export { manifestOf, manifestText } from './manifest/manifest-of.ts';
