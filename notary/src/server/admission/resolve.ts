import { lookup } from 'node:dns/promises';
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
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const found = await Promise.race([lookup(name, { all: true }), aborted.promise]);
    return found.map(({ address }) => address);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
