import type { Params } from '@cloudx3/adapter-kit';

/** What a vendor's test file says about its adapter. */
export interface ConformanceSetup {
  /** The package's folder: `new URL('..', import.meta.url)`. Its fixtures are in `fixtures/`. */
  readonly packageRoot: URL;
  /**
   * Credentials as an operator configures them, of the form that the vendor issues. Make them up; each secret must be a text that
   * stands nowhere else, since the suite looks for it in every message.
   */
  readonly credentials: Readonly<Record<string, string>>;
  /** Legal parameters of each operation, by its key. */
  readonly params: Readonly<Record<string, Params>>;
  /** Largest request that the adapter promises, in bytes: what MPC mode costs depends on it. */
  readonly largestRequestBytes: number;
}
