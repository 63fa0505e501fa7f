import { addressRule } from '../../dialling/address-rule.ts';
import { checkedAddresses } from '../../dialling/checked-addresses.ts';
import type { Resolve } from '../../dialling/resolve.ts';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';

export interface HostGuardOptions {
  /** Development only: serves any host, and resolves none. */
  readonly allowPrivateHosts: boolean;
}

/**
 * Rule SES-1, "its host is not a private address": a notary lends nobody its place in the network. Every address that the name leads to
 * must be one of the public internet, else the one that is dialled may be the other one.
 */
export function createHostGuard(
  options: HostGuardOptions,
  resolve: Resolve,
): (serverName: string, signal: AbortSignal) => Promise<Refusal | undefined> {
  if (options.allowPrivateHosts) return () => Promise.resolve(undefined);
  const mayDial = addressRule([]);
  return async (serverName, signal) => {
    const checked = await checkedAddresses(serverName, { resolve, mayDial }, signal);
    if (checked.ok) return undefined;
    return refuse(checked.why === 'private' ? 'session.private_host' : 'session.unresolved_host');
  };
}
