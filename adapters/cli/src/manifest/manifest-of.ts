import { adapterManifest } from '@cloudx3/adapter-kit';
import type { AdapterManifest } from '@cloudx3/adapter-kit';
import type { LoadedAdapter } from '../load/load-adapter.ts';

/** What a loaded adapter asks, hides and leaves open. */
export function manifestOf({ adapter, version, settings }: LoadedAdapter): AdapterManifest {
  return adapterManifest(adapter, { version, settings });
}

/** The text that is committed: the same bytes for the same manifest. */
export function manifestText(manifest: AdapterManifest): string {
  return JSON.stringify(manifest, null, 2);
}
