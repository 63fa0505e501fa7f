import { compareBytes, domainDigest } from '@cloudx3/proto';
import type { Domain } from '@cloudx3/proto';
import { concatBytes } from '../bytes.ts';

/** Members sorted by `sha256(domain ‖ 0x00 ‖ drawn ‖ member key)`: an order that nobody chooses and everybody can redraw. */
export function drawOrder(domain: Domain, drawn: Uint8Array, members: readonly Uint8Array[]): Uint8Array[] {
  return members
    .map((member) => ({ member, ticket: domainDigest(domain, concatBytes(drawn, member)) }))
    .sort((a, b) => compareBytes(a.ticket, b.ticket))
    .map(({ member }) => member);
}
