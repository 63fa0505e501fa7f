import { existsSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AdapterToolError } from '../error.ts';
import { packageOf } from './package.ts';

export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** A specifier, and the place from which it is to be resolved. */
interface Place {
  readonly specifier: string;
  readonly from: string;
}

/**
 * Imports `module`: a file, the folder of a package, or the name of a package as a module in `folder` would import it. Throws
 * {@link AdapterToolError} `tool.module_missing` or `tool.module_throws`.
 */
export async function importModule(module: string, folder: string): Promise<ImportedModule> {
  const place = placeOf(module, folder);
  let url: string | undefined;
  // `import()` resolves from the file it stands in; the author means their own folder. Only this one request is moved.
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (url !== undefined || specifier !== place.specifier) return next(specifier, context);
      const resolved = next(specifier, { ...context, parentURL: place.from });
      url = resolved.url;
      return resolved;
    },
  });
  try {
    const exports = (await import(place.specifier)) as Record<string, unknown>;
    return { exports, file: fileURLToPath(url ?? place.specifier) };
  } catch (cause) {
    if (url === undefined || isAbsent(cause, url)) {
      throw new AdapterToolError(
        'tool.module_missing',
        `there is no module "${module}" as seen from ${folder}; give a file, the folder of a package, or the name of an installed package`,
        { cause },
      );
    }
    throw new AdapterToolError('tool.module_throws', `importing "${module}" failed: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    hooks.deregister();
  }
}

function placeOf(module: string, folder: string): Place {
  const path = resolve(folder, module);
  const from = pathToFileURL(`${folder}/`).href;
  if (!existsSync(path)) {
    return { specifier: /^\.{0,2}\//.test(module) ? pathToFileURL(path).href : module, from };
  }
  if (!statSync(path).isDirectory()) return { specifier: pathToFileURL(path).href, from };
  const found = packageOf(path);
  // A package with "exports" can be imported by its own name from within.
  if (found?.name !== undefined && found.exports !== undefined)
    return { specifier: found.name, from: found.root.href };
  return { specifier: new URL(found?.main ?? 'index.js', pathToFileURL(`${path}/`)).href, from };
}

/** Whether it is the module itself that is absent, and not one that it imports. */
function isAbsent(error: unknown, url: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && 'url' in error
    ? error.url === url
    : false;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
