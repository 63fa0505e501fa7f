import type * as z from 'zod';
import type { ReplayClock } from '../replay/clock.ts';
import type { DeviceLogs } from '../store/device-log.ts';
import type { EmulatedCloud } from './cloud.ts';

/** What every vendor's table of `emulator.toml` holds. */
export interface VendorTable {
  /** DNS name of its cloud, in lower case: `hostName` of the kit. */
  readonly host: string;
}

/** What a cloud is opened with. */
export interface VendorDeps {
  /** How present time maps to the measured series. */
  readonly clock: ReplayClock;
  /** Keeps the devices of this vendor, and of no other, over a kill -9. */
  readonly logs: DeviceLogs;
  /** Factor on the vendor's limits on requests. */
  readonly rateLimitScale: number;
  /** How often values change that the vendor itself holds back, in seconds. */
  readonly intervalSeconds: number;
}

/** A vendor's emulated part as its author describes it. */
export interface EmulatedVendorSpec<S extends z.ZodType<VendorTable>> {
  /** As the adapter names itself: lower case, digits and "-". */
  readonly vendor: string;
  /** Schema of its table in `emulator.toml`: `[open_meteo]` for the vendor `open-meteo`. Gives `host` a default. */
  readonly table: S;
  /** A table for somebody who has none, its credentials and ids drawn at random; left out where the empty table will do. */
  readonly firstTable?: () => z.input<S>;
  /** Opens its cloud. */
  open(table: z.output<S>, deps: VendorDeps): EmulatedCloud;
}

/** A vendor that the emulator can play: what the door `./emulated` of its package exports as `emulated`. */
export interface EmulatedVendor {
  /** As the adapter names itself. */
  readonly vendor: string;
  /** Schema of its table in `emulator.toml`. */
  readonly table: z.ZodType<VendorTable>;
  /** A table for somebody who has none. */
  readonly firstTable?: () => unknown;
  /** Opens its cloud with a table as it stands in the file. Throws where the schema does not take it. */
  open(table: unknown, deps: VendorDeps): EmulatedCloud;
}

/** A vendor whose cloud is open. */
export interface PlayedVendor {
  readonly vendor: string;
  readonly cloud: EmulatedCloud;
}

/** Makes of a vendor's description what the emulator plays. */
export function emulatedVendor<S extends z.ZodType<VendorTable>>(
  spec: EmulatedVendorSpec<S>,
): EmulatedVendor {
  return { ...spec, open: (table, deps) => spec.open(spec.table.parse(table), deps) };
}

/** Name of a vendor's table in `emulator.toml`: TOML's bare keys are written with "_". */
export function tableName({ vendor }: Pick<EmulatedVendor, 'vendor'>): string {
  return vendor.replaceAll('-', '_');
}
