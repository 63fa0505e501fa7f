import { Tls13Error } from '../errors.ts';
import { decodeAlert } from './alert.ts';

/** The error that an alert of the server is, where the session is not over. Nothing is sent in answer to an alert. */
export function alertError(content: Uint8Array): Tls13Error {
  const name = decodeAlert(content);
  if (name === undefined) return new Tls13Error('tls.handshake.decode', { detail: 'An alert is malformed' });
  if (name === 'close_notify') return new Tls13Error('tls.closed');
  // A server without TLS 1.3 says it this way, and people need to hear what to do about it.
  return new Tls13Error(name === 'protocol_version' ? 'tls.version' : `tls.alert.${name}`, { answer: false });
}
