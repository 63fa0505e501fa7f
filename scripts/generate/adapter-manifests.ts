import { join } from 'node:path';
import { loadAdapter, manifestOf, manifestText } from 'cloudx3-adapter';
import { ADAPTER_MANIFEST_SCHEMA, adapterManifestSchema } from '@cloudx3/adapter-kit';
import { repositoryRoot } from '@cloudx3/launcher';
import * as z from 'zod';
import { bringUpToDate } from './up-to-date.ts';
import { vendorFolders } from './vendors.ts';

const ADAPTERS = join(repositoryRoot, 'adapters');

/** Each vendor's manifest, under the examples of its settings, and the JSON Schema that describes them all. */
export async function generateAdapterManifests(check: boolean): Promise<string[]> {
  const schema = { $id: ADAPTER_MANIFEST_SCHEMA, ...z.toJSONSchema(adapterManifestSchema) };
  const files = new Map([['kit/manifest.schema.json', JSON.stringify(schema, null, 2)]]);
  for (const vendor of vendorFolders()) {
    const adapter = await loadAdapter(join(ADAPTERS, vendor), { folder: repositoryRoot });
    files.set(`${vendor}/manifest.json`, manifestText(manifestOf(adapter)));
  }
  return [...files].flatMap(([file, text]) =>
    bringUpToDate(join(ADAPTERS, file), `${text}\n`, check) ? [] : [`adapters/${file}`],
  );
}
