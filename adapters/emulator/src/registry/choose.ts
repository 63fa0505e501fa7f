import { hasTableFor } from '../config/read.ts';
import { sectionsSchema } from '../config/schema.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';
import { EmulatorError } from '../error.ts';
import { OWN_FOLDER, installedVendors } from './installed.ts';
import type { loadVendors } from './load.ts';

/** Where it is said who is to be played. */
export interface VendorChoice {
  /** Of the command line. */
  readonly modules: readonly string[] | undefined;
  /** What stands in `emulator.toml`; undefined where it is still to be made. */
  readonly config: Readonly<Record<string, unknown>> | undefined;
  /** The folder that paths and names are resolved from. */
  readonly folder: string;
}

/** Who is told, and how modules are imported. */
export interface ChoiceDeps {
  /** Is told of a vendor that is installed and lacks the table that it needs. */
  readonly leftOut: (vendor: EmulatedVendor) => void;
  readonly load: typeof loadVendors;
}

/**
 * The vendors of the command line, or those that the configuration names under `vendors`, or all that are installed and have the table that
 * they need. Throws `EmulatorError`.
 */
export async function chooseVendors(
  { modules, config, folder }: VendorChoice,
  { leftOut, load }: ChoiceDeps,
): Promise<EmulatedVendor[]> {
  const named = modules ?? sectionsSchema.shape.vendors.safeParse(config?.['vendors']).data;
  if (named !== undefined) return load(named, folder);
  const installed = await load(installedVendors([folder, OWN_FOLDER]), folder);
  const isPlayed = (vendor: EmulatedVendor): boolean =>
    hasTableFor(vendor, config) || (config === undefined && vendor.firstTable !== undefined);
  for (const vendor of installed) if (!isPlayed(vendor)) leftOut(vendor);
  const played = installed.filter(isPlayed);
  if (played.length > 0) return played;
  throw new EmulatorError(
    'emulator.vendor',
    'nobody is there to be played; install the package of a vendor, or name its folder with --vendor',
  );
}
