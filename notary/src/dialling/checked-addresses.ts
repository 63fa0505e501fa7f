import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { AddressRule } from './address-rule.ts';
import type { Resolve } from './resolve.ts';

export interface CheckDeps {
  /** Asked once; not for a host that is an address. */
  readonly resolve: Resolve;
  readonly mayDial: Pick<AddressRule, 'allows'>;
}

/** Every address of a host, or why it is not dialled. */
export type CheckedAddresses =
  | { readonly ok: true; readonly addresses: readonly string[] }
  | { readonly ok: false; readonly why: 'unresolved' | 'private'; readonly cause?: unknown };

/**
 * Where a host that a stranger names may be dialled. Every address that it leads to must be allowed, else the one that is dialled may be
 * the other one; and only these are dialled then ({@link fixedLookup}), so that a name which leads elsewhere the second time gains
 * nothing. Rejects only where the signal is aborted.
 */
export async function checkedAddresses(
  host: string,
  { resolve, mayDial }: CheckDeps,
  signal: AbortSignal,
): Promise<CheckedAddresses> {
  let addresses: readonly string[];
  try {
    addresses = isIP(host) === 0 ? await resolve(host, signal) : [host];
  } catch (cause) {
    if (signal.aborted) throw cause;
    return { ok: false, why: 'unresolved', cause };
  }
  if (addresses.length === 0) return { ok: false, why: 'unresolved' };
  const isAllowed = addresses.every((address) => mayDial.allows(address));
  return isAllowed ? { ok: true, addresses } : { ok: false, why: 'private' };
}

/** Answers with what was resolved and checked before, and asks nobody. */
export function fixedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, { all: wantsAll }, callback) => {
    const [first] = all;
    if (wantsAll === true) callback(null, all);
    else callback(null, first?.address ?? '', first?.family);
  };
}
