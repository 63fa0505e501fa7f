import { Tls13Error } from '../errors.ts';
import { Reader } from '../presentation/reader.ts';
import type { ClientHello } from './client-hello.ts';
import { checkAnswered, readExtensions } from './extensions.ts';

/**
 * RFC 8446 section 4.4.2: the chain in DER, leaf first. A server's request context is empty; a client that asked for
 * no OCSP and no SCT gets no extension with a certificate.
 */
export function readCertificate(body: Uint8Array, hello: ClientHello): Uint8Array[] {
  const reader = new Reader(body);
  if (reader.vector(1).length > 0) throw new Tls13Error('tls.handshake.parameter');
  const chain = reader.list(3, (entry) => {
    const der = entry.vector(3, 1);
    checkAnswered(readExtensions(entry), hello.extensions, []);
    return der;
  });
  reader.end();
  if (chain.length === 0) throw new Tls13Error('tls.certificate.missing');
  return chain;
}
