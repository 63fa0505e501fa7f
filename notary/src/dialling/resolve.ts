import { lookup } from 'node:dns/promises';
import { untilAborted } from '../session/until-aborted.ts';

/** All addresses of a name, in text. Rejects where there is none. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

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

const NEVER = new AbortController().signal;

/**
 * Asks for one name at a time, each to its end, whoever gave it up meanwhile: the system looks up a few at a time for the whole process,
 * and names that strangers chose to be slow would take all of its places.
 */
export function oneAtATime(resolve: Resolve): Resolve {
  let last: Promise<unknown> = Promise.resolve();
  return (name, signal) => {
    signal.throwIfAborted();
    const asked = last.then(() => (signal.aborted ? [] : resolve(name, NEVER)));
    last = asked.catch(() => undefined);
    return untilAborted(asked, signal);
  };
}
