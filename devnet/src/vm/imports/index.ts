import { GAS_MULTIPLIER, HostGas, linear } from '../gas-costs.ts';
import { RegionLimits } from '../limits.ts';
import { VmError } from '../vm-error.ts';
import { addressImports } from './address.ts';
import { blsImports } from './bls12-381.ts';
import { ecdsaImports } from './ecdsa.ts';
import { ed25519Imports } from './ed25519.ts';
import type { HostFunction, ImportContext } from './import-context.ts';
import { storageImports } from './storage.ts';

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function chainImports(context: ImportContext): Record<string, HostFunction> {
  return {
    abort: (at = 0) => {
      const message = context.memory.read(at, RegionLimits.abort);
      context.fuel.charge(linear(HostGas.stringFromBytes, message.length));
      throw VmError.aborted(text(message));
    },
    debug: (at = 0) => {
      context.host.debug(text(context.memory.read(at, RegionLimits.debug)));
      return undefined;
    },
    query_chain: (at = 0) => {
      const request = context.memory.read(at, RegionLimits.queryRequest);
      const gasLimit = Math.floor(context.fuel.remaining / GAS_MULTIPLIER);
      const answer = context.external(() => context.host.query(request, gasLimit));
      return context.memory.write(answer);
    },
  };
}

/** All functions of the module `env`, bound to one call. */
export function envImports(context: ImportContext): Record<string, HostFunction> {
  const functions = {
    ...storageImports(context),
    ...addressImports(context),
    ...ecdsaImports(context),
    ...ed25519Imports(context),
    ...blsImports(context),
    ...chainImports(context),
  };
  return Object.fromEntries(Object.entries(functions).map(([name, run]) => [name, context.function(run)]));
}
