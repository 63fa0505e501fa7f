import { Tls13Error } from '../errors.ts';
import type { Suite } from '../keys/suites.ts';
import { Reader } from '../presentation/reader.ts';
import type { ClientHello } from './client-hello.ts';
import { checkAnswered, EXTENSION } from './extensions.ts';
import type { Extensions } from './extensions.ts';

export interface HelloRetry {
  readonly kind: 'retry';
  readonly suite: Suite;
  /** The group for which a share is wanted, if that is what is wanted. */
  readonly group: number | undefined;
  readonly cookie: Uint8Array | undefined;
}

/** RFC 8446 section 4.1.4: once only, and it must ask for a hello that differs from the first. */
export function readHelloRetry(
  suite: Suite,
  extensions: Extensions,
  hello: ClientHello,
  previous: HelloRetry | undefined,
): HelloRetry {
  if (previous !== undefined) throw new Tls13Error('tls.handshake.unexpected_message');
  const { supported_versions, key_share, cookie } = EXTENSION;
  // Section 4.2: the cookie is the one extension that a server may send without being asked.
  checkAnswered(extensions, hello.extensions, [supported_versions, key_share, cookie], [cookie]);
  const group = readOptional(extensions.get(key_share), (reader) => reader.uint(2));
  const wanted = readOptional(extensions.get(cookie), (reader) => reader.vector(2, 1));
  if (group === undefined && wanted === undefined) throw new Tls13Error('tls.handshake.retry');
  if (group !== undefined && (!hello.groups.includes(group) || hello.shares.includes(group))) {
    throw new Tls13Error('tls.handshake.retry');
  }
  return { kind: 'retry', suite, group, cookie: wanted };
}

function readOptional<T>(data: Uint8Array | undefined, read: (reader: Reader) => T): T | undefined {
  if (data === undefined) return undefined;
  const reader = new Reader(data);
  const value = read(reader);
  reader.end();
  return value;
}
