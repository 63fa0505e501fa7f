import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** This machine itself, as ranges for {@link addressRule}: what a network for development allows. */
export const LOOPBACK: readonly string[] = ['127.0.0.0/8', '::1/128'];

/** Which addresses may be dialled that a stranger names. */
export interface AddressRule {
  /** Whether this address, in text, is public or one of those that were allowed. */
  allows(address: string): boolean;
  /** Whether it is one of those that were allowed although it is not public: in the operator's own network. */
  isOwn(address: string): boolean;
}

/**
 * Public addresses, and those in these ranges (`10.1.0.0/16`, `fd00::/8`). A range of IPv4 holds for the addresses of IPv6 that carry it
 * too. Throws where a range is none.
 */
export function addressRule(ranges: readonly string[]): AddressRule {
  const own = ranges.map((range) => ipaddr.parseCIDR(range));
  const isOwn = (text: string): boolean => {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return own.some(([base, bits]) => base.kind() === address.kind() && address.match([base, bits]));
  };
  return { isOwn, allows: (text) => isPublicAddress(text) || isOwn(text) };
}

/** Whether a text is a range that {@link addressRule} takes. */
export function isAddressRange(text: string): boolean {
  return ipaddr.isValidCIDR(text);
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
