import { lookup } from 'node:dns/promises';
import { untilAborted } from '../../session/until-aborted.ts';
import type { Resolve } from './host-guard.ts';

/** Development only: some names are answered from a list, all others by the system. */
export function resolveWith(addresses: Readonly<Record<string, string>>): Resolve {
  return (name, signal) => {
    const address = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
    return address === undefined ? systemResolve(name, signal) : Promise.resolve([address]);
  };
}

/** The system's resolver, since that is what a dial would use. A question that is given up goes on by itself, for the system's own time. */
export const systemResolve: Resolve = async (name, signal) => {
  signal.throwIfAborted();
  const found = await untilAborted(lookup(name, { all: true }), signal);
  return found.map(({ address }) => address);
};
