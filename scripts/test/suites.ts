import type { SuiteResult } from './counts.ts';
import { isInstalled } from './command.ts';
import { runCargoTests } from './cargo.ts';
import { runVitest } from './vitest.ts';

export interface Suite {
  readonly name: string;
  readonly about: string;
  /** What is missing to run it and how to get it; undefined where nothing is. */
  missing?(): string | undefined;
  run(): Promise<SuiteResult>;
}

/** Cheap first. */
export const SUITES: readonly Suite[] = [
  {
    name: 'unit',
    about: 'units, vectors and integration, everything but whole networks',
    run: () => runVitest('unit'),
  },
  {
    name: 'contracts',
    about: 'the contracts in Rust, with the shared vectors',
    missing: () =>
      isInstalled('cargo') ? undefined : 'Rust is missing; install it with rustup (https://rustup.rs)',
    run: runCargoTests,
  },
  { name: 'mpc', about: 'real MPC-TLS sessions against real TLS servers', run: () => runVitest('mpc') },
  { name: 'real', about: 'genuine software that nobody here wrote', run: () => runVitest('real') },
  { name: 'e2e', about: 'whole networks of real processes', run: () => runVitest('e2e') },
];
