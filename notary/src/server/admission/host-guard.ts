import ipaddr from 'ipaddr.js';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';

/** All addresses of a name, in text. Rejects where there is none. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

const GLOBAL_UNICAST_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

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
  return async (serverName, signal) => {
    let addresses: readonly string[];
    try {
      addresses = await resolve(serverName, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return refuse('session.unresolved_host');
    }
    if (addresses.length === 0) return refuse('session.unresolved_host');
    return addresses.every(isPublicAddress) ? undefined : refuse('session.private_host');
  };
}

/**
 * Whether an address is plain unicast of the public internet. Everything else is refused by one rule, so that a range which is added to
 * the library's tables of special ones is refused too. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is never
 * plain unicast.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  // The library calls unicast what is not listed; but only 2000::/3 of IPv6 is in use (RFC 4291, section 2.4), and the old
  // IPv4-compatible form (::/96) lies outside it.
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST_IPV6);
}
