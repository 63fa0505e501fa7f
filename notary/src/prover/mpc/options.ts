import type { NotarizerDeps, NotarizerOptions } from '../options.ts';
import type { StartProver } from './engine.ts';

/** What a notarizer by MPC is given beside what every one is. */
export interface MpcNotarizerOptions extends NotarizerOptions {
  /** Addresses of vendors' servers that are not to be asked of DNS, by server name. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** Threads of an engine, 1 to 64; 2 by default. */
  readonly threads?: number;
}

/** Parts of a notarizer by MPC that can be replaced. */
export interface MpcNotarizerDeps extends NotarizerDeps {
  /** The MPC engine; the package's own by default. */
  readonly startProver?: StartProver;
}
