import { messageOf } from '@cloudx3/errors';
import { existsSync, statSync } from 'node:fs';
// By its namespace, so that the other exports of this door are there on a Node that lacks what only `importModule` needs.
import * as nodeModule from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageOf } from './package.ts';

/** Which module is meant, and as seen from where. */
export interface ModuleRequest {
  /** A file, the folder of a package, or the name of a package. */
  readonly module: string;
  /** The folder that paths and names are resolved from. */
  readonly folder: string;
  /** Another door of the package than its first, without "./": `emulated`. Counts for packages and not for files. */
  readonly door?: string;
}

/** The module, or why there is none. */
export type ImportedModule =
  | {
      readonly ok: true;
      readonly exports: Readonly<Record<string, unknown>>;
      /** Where it stands. */
      readonly file: string;
    }
  | {
      readonly ok: false;
      /** `missing`: there is no such module. `throws`: there is, and importing it failed. */
      readonly reason: 'missing' | 'throws';
      readonly message: string;
      readonly cause: unknown;
    };

/** A specifier, and the place from which it is to be resolved. */
interface Place {
  readonly specifier: string;
  readonly from: string;
}

/** Imports a module as one in `folder` would import it: `import()` alone resolves from the file that it stands in. Needs Node 24. */
export async function importModule(request: ModuleRequest): Promise<ImportedModule> {
  const place = placeOf(request);
  let url: string | undefined;
  // The author means their own folder. Only this one request is moved.
  const hooks = nodeModule.registerHooks({
    resolve(specifier, context, next) {
      if (url !== undefined || specifier !== place.specifier) return next(specifier, context);
      const resolved = next(specifier, { ...context, parentURL: place.from });
      url = resolved.url;
      return resolved;
    },
  });
  try {
    const exports = (await import(place.specifier)) as Record<string, unknown>;
    return { ok: true, exports, file: fileURLToPath(url ?? place.specifier) };
  } catch (cause) {
    const reason = url === undefined || isAbsent(cause, url) ? 'missing' : 'throws';
    return { ok: false, reason, message: messageOf(cause), cause };
  } finally {
    hooks.deregister();
  }
}

function placeOf({ module, folder, door }: ModuleRequest): Place {
  const path = resolve(folder, module);
  const from = pathToFileURL(`${folder}/`).href;
  const through = (name: string): string => (door === undefined ? name : `${name}/${door}`);
  if (!existsSync(path)) {
    return { specifier: /^\.{0,2}\//.test(module) ? pathToFileURL(path).href : through(module), from };
  }
  if (!statSync(path).isDirectory()) return { specifier: pathToFileURL(path).href, from };
  const found = packageOf(path);
  // A package with "exports" can be imported by its own name from within.
  if (found?.name !== undefined && found.exports !== undefined)
    return { specifier: through(found.name), from: found.root.href };
  return { specifier: new URL(found?.main ?? 'index.js', pathToFileURL(`${path}/`)).href, from };
}

/** Whether it is the module itself that is absent, and not one that it imports. */
function isAbsent(error: unknown, url: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && 'url' in error
    ? error.url === url
    : false;
}
