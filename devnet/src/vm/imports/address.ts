import { HostGas, linear } from '../gas-costs.ts';
import { RegionLimits } from '../limits.ts';
import type { HostFunction, ImportContext } from './import-context.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** addr_*: zero is success, anything else points to the error text. */
export function addressImports(context: ImportContext): Record<string, HostFunction> {
  const { addresses } = context.host;
  const answer = (text: string): number => context.memory.write(Buffer.from(text));
  return {
    addr_validate: (source = 0) => {
      const human = readHuman(context, source);
      if (typeof human !== 'string') return answer(human.error);
      const canonical = addresses.canonicalize(human);
      if ('error' in canonical) {
        context.fuel.charge(HostGas.addrCanonicalize);
        return answer(canonical.error);
      }
      context.fuel.charge(HostGas.addrValidate);
      return addresses.humanize(canonical) === human ? 0 : answer('address not normalized');
    },
    addr_canonicalize: (source = 0, destination = 0) => {
      const human = readHuman(context, source);
      if (typeof human !== 'string') return answer(human.error);
      context.fuel.charge(HostGas.addrCanonicalize);
      const canonical = addresses.canonicalize(human);
      if ('error' in canonical) return answer(canonical.error);
      context.memory.fill(destination, canonical);
      return 0;
    },
    addr_humanize: (source = 0, destination = 0) => {
      const canonical = context.memory.read(source, RegionLimits.canonicalAddress);
      context.fuel.charge(HostGas.addrHumanize);
      const human = addresses.humanize(canonical);
      if (typeof human !== 'string') return answer(human.error);
      context.memory.fill(destination, Buffer.from(human));
      return 0;
    },
  };
}

function readHuman(context: ImportContext, pointer: number): string | { readonly error: string } {
  const raw = context.memory.read(pointer, RegionLimits.humanAddress);
  if (raw.length === 0) return { error: 'Input is empty' };
  context.fuel.charge(linear(HostGas.stringFromBytes, raw.length));
  try {
    return utf8.decode(raw);
  } catch {
    return { error: 'Input is not valid UTF-8' };
  }
}
