import { multiaddr } from '@multiformats/multiaddr';
import type { Multiaddr } from '@multiformats/multiaddr';

/** A place on TCP where a member says that it listens. */
export interface Endpoint {
  /** An address, or a name that leads to some. */
  readonly host: string;
  /** Which addresses of a name are meant; undefined for all. */
  readonly family: 4 | 6 | undefined;
  readonly port: number;
}

const MAX_LENGTH = 512;
const HOSTS = {
  ip4: 4,
  ip6: 6,
  dns4: 4,
  dns6: 6,
  dns: undefined,
} as const satisfies Record<string, 4 | 6 | undefined>;

/** Reads a multiaddr; undefined for what is none. */
export function readMultiaddr(text: string): Multiaddr | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return multiaddr(text);
  } catch {
    return undefined;
  }
}

/** The last peer that an address names. */
export function peerIn(address: Multiaddr): string | undefined {
  return address.getComponents().findLast(({ name }) => name === 'p2p')?.value;
}

/**
 * Reads what a member registered: host, TCP port and its own peer id, and nothing else. Anybody may register any text; this node speaks
 * TCP alone, and follows neither relays nor names whose answer is another list of addresses (`dnsaddr`), nor sends anybody elsewhere in
 * another's name.
 */
export function readEndpoint(text: string, peerId: string): Endpoint | undefined {
  const [host, tcp, p2p, ...more] = readMultiaddr(text)?.getComponents() ?? [];
  if (more.length > 0 || host?.value === undefined || p2p?.name !== 'p2p' || p2p.value !== peerId)
    return undefined;
  if (tcp?.name !== 'tcp' || !isHostKind(host.name)) return undefined;
  const port = Number(tcp.value);
  return port > 0 ? { host: host.value, family: HOSTS[host.name], port } : undefined;
}

/** The address of an endpoint that was resolved. */
export function addressOf(address: string, port: number, peerId: string): Multiaddr {
  return multiaddr(`/ip${address.includes(':') ? 6 : 4}/${address}/tcp/${port}/p2p/${peerId}`);
}

/** The IP address of a multiaddr of exactly the form of {@link addressOf}. */
export function ipOf(address: Multiaddr): string | undefined {
  const [ip, tcp, p2p, ...more] = address.getComponents();
  const isPlain = tcp?.name === 'tcp' && (p2p === undefined || p2p.name === 'p2p') && more.length === 0;
  return isPlain && (ip?.name === 'ip4' || ip?.name === 'ip6') ? ip.value : undefined;
}

function isHostKind(name: string): name is keyof typeof HOSTS {
  return Object.hasOwn(HOSTS, name);
}
