import type { ModeEngine } from './server/engine.ts';
import { mpcEngine } from './server/mpc/engine.ts';
import { proxyEngine } from './server/proxy/engine.ts';
import type { ProxyEngineDeps } from './server/proxy/engine.ts';
import type { ModeLimits } from './session/limits.ts';

/** What the modes of a notary are given. */
export interface ModesOptions {
  /** DER of a private CA that vendors' certificates may come from, beside the public ones; attestations say so. */
  readonly customCa?: Uint8Array | undefined;
  /** Threads of each MPC engine. */
  readonly threads?: number | undefined;
  /** Limits of a mode that differ from its defaults. */
  readonly limits?: { readonly mpc?: Partial<ModeLimits>; readonly proxy?: Partial<ModeLimits> } | undefined;
}

/**
 * The registry of modes: what a notary of this package runs, a line for each. A further mode is a folder below `server/`, one below
 * `prover/`, and a line here.
 */
export function notaryModes(
  { customCa, threads, limits = {} }: ModesOptions,
  deps: ProxyEngineDeps,
): readonly ModeEngine[] {
  return [
    mpcEngine({ customCa, threads, limits: limits.mpc }),
    proxyEngine({ customCa, limits: limits.proxy }, deps),
  ];
}
