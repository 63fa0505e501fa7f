import type { Adapter, Params } from '@cloudx3/adapter-kit';

/** What a vendor's test file says about its emulated part. */
export interface EmulatedSetup {
  /** The package's folder: `new URL('../..', import.meta.url)`. Its measured data, where it has some, are in `data/`. */
  readonly packageRoot: URL;
  /** Makes the adapter for the name that the emulated cloud answers under. */
  readonly adapter: (host: string) => Adapter;
  /** The vendor's table of `emulator.toml`, in which the credentials are valid and the parameters name what is there. */
  readonly table: Readonly<Record<string, unknown>>;
  /** Credentials as an operator configures them. Make them up; they stand nowhere else. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Parameters of each operation, by its key. */
  readonly params: Readonly<Record<string, Params>>;
}
