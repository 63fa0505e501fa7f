import { importModule } from '@cloudx3/adapter-kit/node';
import * as z from 'zod';
import { EmulatorError } from '../error.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';
import { DOOR, OWN_FOLDER } from './installed.ts';

/** How a vendor's module is imported. */
export interface LoadDeps {
  readonly importModule: typeof importModule;
}

/**
 * The emulated vendors of some packages, given by name, or by folder or file as seen from `folder`. What is not installed there is looked for
 * beside the emulator. Throws {@link EmulatorError} `emulator.vendor`.
 */
export async function loadVendors(
  modules: readonly string[],
  folder: string,
  deps: LoadDeps = { importModule },
): Promise<EmulatedVendor[]> {
  const vendors: EmulatedVendor[] = [];
  for (const module of modules) {
    const vendor = await loadVendor(module, folder, deps);
    if (vendors.some((other) => other.vendor === vendor.vendor))
      throw refusal(module, `another package emulates "${vendor.vendor}" too; name one of them`);
    vendors.push(vendor);
  }
  return vendors;
}

async function loadVendor(module: string, folder: string, deps: LoadDeps): Promise<EmulatedVendor> {
  const there = await deps.importModule({ module, folder, door: DOOR });
  const imported =
    there.ok || there.reason === 'throws'
      ? there
      : await deps.importModule({ module, folder: OWN_FOLDER, door: DOOR });
  if (!imported.ok) {
    const what =
      imported.reason === 'throws'
        ? `importing its emulated part failed: ${imported.message}`
        : `there is no such package with a door "./${DOOR}" as seen from ${folder}; give a folder, a file or the name of an installed package`;
    throw refusal(module, what, imported.cause);
  }
  const vendor = imported.exports[DOOR];
  if (!isEmulatedVendor(vendor))
    throw refusal(module, `it exports no "${DOOR}" that "emulatedVendor" of this package made`);
  return vendor;
}

function isEmulatedVendor(value: unknown): value is EmulatedVendor {
  return vendorShape.safeParse(value).success;
}

/** Of whichever copy of this package: the parts are there. */
const vendorShape = z.object({
  vendor: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  table: z.instanceof(z.ZodType),
  firstTable: z.custom((value) => typeof value === 'function').optional(),
  open: z.custom((value) => typeof value === 'function'),
});

function refusal(module: string, message: string, cause?: unknown): EmulatorError {
  return new EmulatorError('emulator.vendor', `"${module}": ${message}`, { cause });
}
