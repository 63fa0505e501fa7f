import { createSecureContext, rootCertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { WebSocket } from 'ws';
import type { AddressRule } from '../dialling/address-rule.ts';
import { checkedAddresses, fixedLookup } from '../dialling/checked-addresses.ts';
import type { Resolve } from '../dialling/resolve.ts';
import { notaryError } from '../session/error.ts';
import { FrameSocket } from '../session/frame-socket.ts';
import { MAX_FRAME } from '../session/frames.ts';
import { untilAborted } from '../session/until-aborted.ts';
import { NotaryConnection } from './connection.ts';
import { dialFailure } from './failure.ts';

export interface DialNotaryOptions {
  readonly url: string;
  /** Which of the addresses that its host leads to may be dialled. */
  readonly mayDial: Pick<AddressRule, 'allows'>;
  /** Trust in notaries' own certificates; the system's where it is left out. */
  readonly secureContext: SecureContext | undefined;
  readonly connectMs: number;
  readonly maxSessionBytes: number;
}

/** Trust in the public authorities and in this one (PEM). Reading them all takes milliseconds, so it is made once. */
export function trustBeside(tlsCa: string | undefined): SecureContext | undefined {
  return tlsCa === undefined ? undefined : createSecureContext({ ca: [...rootCertificates, tlsCa] });
}

/**
 * Opens the WebSocket to one of the addresses that were checked. Rejects with NotaryError `notary.private_address`, `notary.unreachable`,
 * `notary.tls` or `prover.aborted`.
 */
export async function dialNotary(
  options: DialNotaryOptions,
  deps: { readonly resolve: Resolve },
  signal: AbortSignal,
): Promise<NotaryConnection> {
  const { url, secureContext, connectMs, maxSessionBytes } = options;
  if (signal.aborted) throw notaryError('prover.aborted');
  const addresses = await addressesOf(options, deps, signal);
  const socket = new WebSocket(url, {
    lookup: fixedLookup(addresses),
    perMessageDeflate: false,
    maxPayload: MAX_FRAME,
    handshakeTimeout: connectMs,
    followRedirects: false,
    ...(secureContext === undefined ? {} : { secureContext }),
  });
  const connection = new NotaryConnection((handler) => new FrameSocket(socket, handler), maxSessionBytes);
  const opened = Promise.withResolvers<undefined>();
  socket.once('open', () => opened.resolve(undefined));
  socket.once('error', (error) => opened.reject(dialFailure(url, error)));
  try {
    await untilAborted(opened.promise, signal, () => notaryError('prover.aborted'));
    return connection;
  } catch (error) {
    socket.terminate();
    throw error;
  }
}

async function addressesOf(
  { url, mayDial, connectMs }: DialNotaryOptions,
  { resolve }: { readonly resolve: Resolve },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
  try {
    const checked = await checkedAddresses(hostOf(url), { resolve, mayDial }, limited);
    if (checked.ok) return checked.addresses;
    if (checked.why === 'private') throw notaryError('notary.private_address', url);
    throw dialFailure(url, checked.cause);
  } catch (error) {
    if (signal.aborted) throw notaryError('prover.aborted');
    throw limited.aborted ? dialFailure(url, error) : error;
  }
}

/** Without the brackets that a URL puts around an address of IPv6. */
function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}
