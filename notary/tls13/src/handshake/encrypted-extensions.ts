import { Tls13Error } from '../errors.ts';
import { Reader } from '../presentation/reader.ts';
import type { ClientHello } from './client-hello.ts';
import { checkAnswered, EXTENSION, readExtensions } from './extensions.ts';

/** RFC 8446 section 4.3.1. Of what section 4.2 allows here, these are the ones that a client of ours may cause. */
const ALLOWED = [
  EXTENSION.server_name,
  EXTENSION.supported_groups,
  EXTENSION.alpn,
  EXTENSION.record_size_limit,
];

/** Returns the protocol that the server chose, if it said any. */
export function readEncryptedExtensions(body: Uint8Array, hello: ClientHello): string | undefined {
  const reader = new Reader(body);
  const extensions = readExtensions(reader);
  reader.end();
  checkAnswered(extensions, hello.extensions, ALLOWED);
  // RFC 6066 section 3: the server's answer to server_name is empty.
  if ((extensions.get(EXTENSION.server_name)?.length ?? 0) > 0) throw new Tls13Error('tls.handshake.decode');
  checkGroups(extensions.get(EXTENSION.supported_groups));
  return readProtocol(extensions.get(EXTENSION.alpn), hello);
}

/** Section 4.2.7: for later connections; only its form matters. */
function checkGroups(data: Uint8Array | undefined): void {
  if (data === undefined) return;
  const reader = new Reader(data);
  reader.list(2, (item) => item.uint(2), 2);
  reader.end();
}

/** RFC 7301 section 3.1: exactly one name, of those that were offered. */
function readProtocol(data: Uint8Array | undefined, hello: ClientHello): string | undefined {
  if (data === undefined) return undefined;
  const reader = new Reader(data);
  const names = reader.list(2, (item) => item.vector(1, 1));
  reader.end();
  const [name] = names;
  if (name === undefined || names.length > 1) throw new Tls13Error('tls.handshake.decode');
  if (!hello.alpn?.some((offered) => Buffer.compare(offered, name) === 0))
    throw new Tls13Error('tls.handshake.alpn');
  return Buffer.from(name).toString('latin1');
}
