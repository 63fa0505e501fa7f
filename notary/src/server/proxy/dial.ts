import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressRule } from '../../dialling/address-rule.ts';
import type { AddressRule } from '../../dialling/address-rule.ts';
import { checkedAddresses, fixedLookup } from '../../dialling/checked-addresses.ts';
import type { Resolve } from '../../dialling/resolve.ts';
import { notaryError, refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';

export interface DialOptions {
  readonly serverName: string;
  readonly port: number;
  readonly connectMs: number;
}

export interface DialDeps {
  readonly resolve: Resolve;
  /** Development only (rule SES-1). */
  readonly allowPrivateHosts: boolean;
}

export interface Dialled {
  readonly socket: Socket;
  /** In the one spelling that a path's evidence has (ATT-2). */
  readonly address: string;
}

/**
 * Rule PRX-3: resolves the server's name and connects to one of the addresses that were checked, so that a name which leads elsewhere the
 * second time gains nothing. Rejects with a refusal.
 */
export async function dial(options: DialOptions, deps: DialDeps, signal: AbortSignal): Promise<Dialled> {
  const addresses = await publicAddresses(options.serverName, deps, signal);
  const socket = connect({
    host: options.serverName,
    port: options.port,
    noDelay: true,
    autoSelectFamily: true,
    lookup: fixedLookup(addresses),
    signal,
  });
  // Whatever comes later is told by 'close'; without a listener an error would end the process.
  socket.on('error', () => undefined);
  const timer = setTimeout(() => socket.destroy(new Error('timeout')), options.connectMs);
  try {
    await once(socket, 'connect', { signal });
  } catch (cause) {
    socket.destroy();
    if (signal.aborted) throw cause;
    throw refusedWith(refuse('proxy.dial', reasonOf(cause)), cause);
  } finally {
    clearTimeout(timer);
  }
  return { socket, address: canonicalAddress(socket.remoteAddress) };
}

const PUBLIC = addressRule([]);
const ANY: Pick<AddressRule, 'allows'> = { allows: () => true };

async function publicAddresses(
  name: string,
  { resolve, allowPrivateHosts }: DialDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const mayDial = allowPrivateHosts ? ANY : PUBLIC;
  const checked = await checkedAddresses(name, { resolve, mayDial }, signal);
  if (checked.ok) return checked.addresses;
  if (checked.why === 'private') throw refusedWith(refuse('session.private_host'));
  throw refusedWith(refuse('session.unresolved_host'), checked.cause);
}

/** IPv4 dotted, IPv6 as RFC 5952 writes it. */
export function canonicalAddress(text: string | undefined): string {
  if (text === undefined || !ipaddr.isValid(text))
    throw notaryError('prover.internal', 'No address was dialled');
  const address = ipaddr.process(text);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  return code ?? (cause instanceof Error ? cause.message : 'failed');
}
