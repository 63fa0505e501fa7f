import { multiaddr } from '@multiformats/multiaddr';
import type { Multiaddr } from '@multiformats/multiaddr';
import type { ConnectionGater, PeerId } from '@libp2p/interface';
import { bytesToHex } from '@noble/hashes/utils.js';
import { peerIdOf } from './peer-identity.ts';
import type { Member } from './ports.ts';

const MAX_ENDPOINTS = 8;

/** Who may connect: the registry's operators, and the peers of the bootstrap list. Everybody else is turned away after the handshake. */
export class Membership {
  private readonly self: string;
  private readonly bootstrap: ReadonlyMap<string, readonly Multiaddr[]>;
  private endpoints: ReadonlyMap<string, readonly Multiaddr[]> = new Map();
  private keys: ReadonlyMap<string, string> = new Map();
  private peerIds = new Map<string, string>();

  constructor(options: { self: Uint8Array; bootstrap: readonly string[] }) {
    this.self = peerIdOf(options.self);
    this.bootstrap = byPeer(options.bootstrap.flatMap(readAddress));
  }

  set(members: readonly Member[]): void {
    const keys = new Map<string, string>();
    const addresses: Multiaddr[] = [];
    for (const { key, endpoints } of members) {
      const peerId = peerIdOf(key);
      keys.set(peerId, bytesToHex(key));
      // Only addresses that name this operator's own peer id: nobody sends us elsewhere in another's name.
      const own = endpoints.slice(0, MAX_ENDPOINTS).flatMap(readAddress);
      addresses.push(...own.filter((address) => peerIdIn(address) === peerId));
    }
    keys.delete(this.self);
    this.keys = keys;
    this.peerIds = new Map([...keys].map(([peerId, key]) => [key, peerId]));
    this.endpoints = byPeer(addresses);
  }

  allows(peerId: string): boolean {
    return this.keys.has(peerId) || this.bootstrap.has(peerId);
  }

  /** Members and where to dial them, without this node. */
  dialTargets(): { peerId: string; addresses: readonly Multiaddr[] }[] {
    const ids = new Set([...this.keys.keys(), ...this.bootstrap.keys()]);
    ids.delete(this.self);
    return [...ids].map((peerId) => ({
      peerId,
      addresses: [...(this.endpoints.get(peerId) ?? []), ...(this.bootstrap.get(peerId) ?? [])],
    }));
  }

  peerIdOf(key: Uint8Array): string | undefined {
    return this.peerIds.get(bytesToHex(key));
  }

  members(): { key: string; peerId: string }[] {
    return [...this.keys].map(([peerId, key]) => ({ key, peerId }));
  }

  gater(): ConnectionGater {
    const isStranger = (peer: PeerId): boolean => !this.allows(peer.toString());
    return {
      denyDialPeer: isStranger,
      denyInboundEncryptedConnection: isStranger,
      denyOutboundEncryptedConnection: isStranger,
    };
  }
}

function byPeer(addresses: readonly Multiaddr[]): ReadonlyMap<string, readonly Multiaddr[]> {
  const map = new Map<string, Multiaddr[]>();
  for (const address of addresses) {
    const peerId = peerIdIn(address);
    if (peerId !== undefined) map.set(peerId, [...(map.get(peerId) ?? []), address]);
  }
  return map;
}

// An operator may register any text as an endpoint; what is no address is left out.
function readAddress(text: string): Multiaddr[] {
  if (text.length > 512) return [];
  try {
    return [multiaddr(text)];
  } catch {
    return [];
  }
}

function peerIdIn(address: Multiaddr): string | undefined {
  return address.getComponents().findLast(({ name }) => name === 'p2p')?.value;
}
