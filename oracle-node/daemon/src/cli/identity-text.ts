import { bytesToHex } from '@noble/hashes/utils.js';
import type { Identity } from '../config/identity.ts';
import { peerIdOf } from '../p2p/peer-identity.ts';

/** What others may know of a node's keys. */
export interface PublicIdentity {
  /** Compressed observation key in hex. */
  readonly pubkey: string;
  readonly peerId: string;
  /** Gas account: it pays, it registers, it is paid. */
  readonly account: string;
  /** What "register" puts on chain. */
  readonly endpoints: readonly string[];
}

export function describeIdentity(
  { operator, account }: Identity,
  addresses: readonly string[],
): PublicIdentity {
  const peerId = peerIdOf(operator.pubkey);
  const endpoints = addresses.map((address) =>
    address.includes('/p2p/') ? address : `${address}/p2p/${peerId}`,
  );
  return { pubkey: bytesToHex(operator.pubkey), peerId, account, endpoints };
}

export function identityLines({ pubkey, peerId, account, endpoints }: PublicIdentity): string[] {
  return [
    `Operator key   ${pubkey}`,
    `Peer id        ${peerId}`,
    `Gas account    ${account} (send it gas and the bond)`,
    ...endpoints.map((endpoint) => `Endpoint       ${endpoint}`),
  ];
}
