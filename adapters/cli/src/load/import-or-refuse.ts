import { importModule } from '@cloudx3/adapter-kit/node';
import type { ImportedModule } from '@cloudx3/adapter-kit/node';
import { AdapterToolError } from '../error.ts';

/** Imports a file, folder or package as a module in `folder` would. Throws `tool.module_missing` or `tool.module_throws`. */
export async function importOrRefuse(
  module: string,
  folder: string,
): Promise<Extract<ImportedModule, { ok: true }>> {
  const imported = await importModule({ module, folder });
  if (imported.ok) return imported;
  const { reason, message, cause } = imported;
  if (reason === 'throws')
    throw new AdapterToolError('tool.module_throws', `importing "${module}" failed: ${message}`, { cause });
  throw new AdapterToolError(
    'tool.module_missing',
    `there is no module "${module}" as seen from ${folder}; give a file, the folder of a package, or the name of an installed package`,
    { cause },
  );
}
