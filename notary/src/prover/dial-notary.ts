import { createSecureContext, rootCertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { WebSocket } from 'ws';
import { notaryError } from '../session/error.ts';
import { FrameSocket } from '../session/frame-socket.ts';
import { MAX_FRAME } from '../session/frames.ts';
import { untilAborted } from '../session/until-aborted.ts';
import { NotaryConnection } from './connection.ts';
import { dialFailure } from './failure.ts';

export interface DialNotaryOptions {
  readonly url: string;
  /** Trust in notaries' own certificates; the system's where it is left out. */
  readonly secureContext: SecureContext | undefined;
  readonly connectMs: number;
  readonly maxSessionBytes: number;
}

/** Trust in the public authorities and in this one (PEM). Reading them all takes milliseconds, so it is made once. */
export function trustBeside(tlsCa: string | undefined): SecureContext | undefined {
  return tlsCa === undefined ? undefined : createSecureContext({ ca: [...rootCertificates, tlsCa] });
}

/** Opens the WebSocket. Rejects with NotaryError `notary.unreachable`, `notary.tls` or `prover.aborted`. */
export async function dialNotary(options: DialNotaryOptions, signal: AbortSignal): Promise<NotaryConnection> {
  const { url, secureContext, connectMs, maxSessionBytes } = options;
  if (signal.aborted) throw notaryError('prover.aborted');
  const socket = new WebSocket(url, {
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
