import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAdapter, manifestOf, manifestText } from 'cloudx3-adapter';
import { ADAPTER_MANIFEST_SCHEMA, adapterManifestSchema } from '@cloudx3/adapter-kit';
import { repositoryRoot } from '@cloudx3/launcher';
import * as z from 'zod';

const ADAPTERS = join(repositoryRoot, 'adapters');

/** Each vendor's manifest, under the examples of its settings, and the JSON Schema that describes them all. */
export async function generateAdapterManifests(check: boolean): Promise<string[]> {
  const schema = { $id: ADAPTER_MANIFEST_SCHEMA, ...z.toJSONSchema(adapterManifestSchema) };
  const files = new Map([['kit/manifest.schema.json', JSON.stringify(schema, null, 2)]]);
  // What has recorded answers is a vendor's; the other folders are what vendors stand on.
  const isVendor = (name: string): boolean => existsSync(join(ADAPTERS, name, 'fixtures', 'manifest.json'));
  for (const vendor of readdirSync(ADAPTERS).filter(isVendor)) {
    const adapter = await loadAdapter(join(ADAPTERS, vendor), { folder: repositoryRoot });
    files.set(`${vendor}/manifest.json`, manifestText(manifestOf(adapter)));
  }
  return [...files].flatMap(([file, text]) =>
    bringUpToDate(join(ADAPTERS, file), text, check) ? [] : [`adapters/${file}`],
  );
}

/** Whether the file was as it should be; unless `check`, it is afterwards. */
function bringUpToDate(file: string, text: string, check: boolean): boolean {
  const same = existsSync(file) && readFileSync(file, 'utf8') === `${text}\n`;
  if (!same && !check) writeFileSync(file, `${text}\n`);
  return same;
}
