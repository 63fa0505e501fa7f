import type { ConnectionGater, PeerId } from '@libp2p/interface';
import type { AddressRule } from '@cloudx3/notary';
import type { Multiaddr } from '@multiformats/multiaddr';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DialTarget } from './dialler.ts';
import { ipOf, peerIn, readEndpoint, readMultiaddr } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { peerIdOf } from './peer-identity.ts';
import type { Member } from './ports.ts';

/** What the contract takes; a registry that has more is none of ours. */
const MAX_ENDPOINTS = 8;

/** Who may connect: the registry's operators, and the peers of the bootstrap list. Everybody else is turned away after the handshake. */
export class Membership {
  private readonly self: string;
  private readonly bootstrap: ReadonlyMap<string, readonly Multiaddr[]>;
  private sought: ReadonlyMap<string, readonly Endpoint[]> = new Map();
  private keys: ReadonlyMap<string, string> = new Map();
  private peerIds = new Map<string, string>();

  constructor(options: { self: Uint8Array; bootstrap: readonly string[] }) {
    this.self = peerIdOf(options.self);
    this.bootstrap = byPeer(options.bootstrap.flatMap((text) => readMultiaddr(text) ?? []));
  }

  set(members: readonly Member[]): void {
    const keys = new Map<string, string>();
    const sought = new Map<string, readonly Endpoint[]>();
    for (const { key, endpoints, isSought } of members) {
      const peerId = peerIdOf(key);
      keys.set(peerId, bytesToHex(key));
      const read = endpoints.slice(0, MAX_ENDPOINTS).map((text) => readEndpoint(text, peerId));
      if (isSought)
        sought.set(
          peerId,
          read.flatMap((endpoint) => endpoint ?? []),
        );
    }
    keys.delete(this.self);
    this.keys = keys;
    this.peerIds = new Map([...keys].map(([peerId, key]) => [key, peerId]));
    this.sought = sought;
  }

  allows(peerId: string): boolean {
    return this.keys.has(peerId) || this.bootstrap.has(peerId);
  }

  /** Those whom this node wants to be connected to and where they are, without this node. */
  dialTargets(): DialTarget[] {
    const ids = new Set([...this.sought.keys(), ...this.bootstrap.keys()]);
    ids.delete(this.self);
    return [...ids].map((peerId) => ({
      peerId,
      endpoints: this.sought.get(peerId) ?? [],
      bootstrap: this.bootstrap.get(peerId) ?? [],
    }));
  }

  peerIdOf(key: Uint8Array): string | undefined {
    return this.peerIds.get(bytesToHex(key));
  }

  members(): { key: string; peerId: string }[] {
    return [...this.keys].map(([peerId, key]) => ({ key, peerId }));
  }

  /** Also asked for addresses that a peer tells of itself once it is connected, so that none of them leads elsewhere. */
  gater(mayDial: Pick<AddressRule, 'allows'>): ConnectionGater {
    const isStranger = (peer: PeerId): boolean => !this.allows(peer.toString());
    return {
      denyDialPeer: isStranger,
      denyDialMultiaddr: (address) => {
        const peerId = peerIn(address);
        if (peerId !== undefined && this.bootstrap.has(peerId)) return false;
        const ip = ipOf(address);
        return ip === undefined || !mayDial.allows(ip);
      },
      denyInboundEncryptedConnection: isStranger,
      denyOutboundEncryptedConnection: isStranger,
    };
  }
}

function byPeer(addresses: readonly Multiaddr[]): ReadonlyMap<string, readonly Multiaddr[]> {
  const map = new Map<string, Multiaddr[]>();
  for (const address of addresses) {
    const peerId = peerIn(address);
    if (peerId !== undefined) map.set(peerId, [...(map.get(peerId) ?? []), address]);
  }
  return map;
}
