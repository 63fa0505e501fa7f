import { privateKeyFromRaw, publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { peerIdFromPublicKey } from '@libp2p/peer-id';

/** The peer id of an operator: its observation key is its transport identity, so that a connection proves who the peer is. */
export function peerIdOf(operatorKey: Uint8Array): string {
  return peerIdFromPublicKey(publicKeyFromRaw(operatorKey)).toString();
}

export function transportKey(privateKey: Uint8Array): PrivateKey {
  return privateKeyFromRaw(privateKey);
}
