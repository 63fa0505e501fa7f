import { stringify } from 'smol-toml';
import { tableName } from '../vendor/emulated-vendor.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';

/** The text of `emulator.toml` for somebody who has none: each vendor's first table. */
export function firstConfigText(vendors: readonly EmulatedVendor[]): string {
  const tables = vendors.flatMap((vendor) =>
    vendor.firstTable === undefined ? [] : [[tableName(vendor), vendor.firstTable()] as const],
  );
  const text = stringify(Object.fromEntries(tables));
  return `# Made at the first start. Keys and ids are random and open nothing but this emulator.\n${text}`;
}
