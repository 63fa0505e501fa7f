import { Tls13Error } from '../errors.ts';
import { suiteOf } from '../keys/suites.ts';
import type { Suite } from '../keys/suites.ts';
import { Reader } from '../presentation/reader.ts';
import type { ClientHello } from './client-hello.ts';
import { TLS_1_2, TLS_1_3 } from './client-hello.ts';
import { checkAnswered, EXTENSION, readExtensions } from './extensions.ts';
import type { Extensions } from './extensions.ts';
import { readHelloRetry } from './hello-retry.ts';
import type { HelloRetry } from './hello-retry.ts';

export interface ServerHello {
  readonly kind: 'hello';
  readonly suite: Suite;
  readonly group: number;
  /** The server's public key in that group. */
  readonly keyShare: Uint8Array;
}

/** Section 4.1.3: SHA-256 of "HelloRetryRequest"; a ServerHello with this random is one. */
export const RETRY_RANDOM = Buffer.from(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c',
  'hex',
);
/** Section 4.1.3: "DOWNGRD" and 1 or 0, the last eight bytes of the random of a server that knows TLS 1.3. */
const DOWNGRADE = Buffer.from('444f574e475244', 'hex');

/**
 * RFC 8446 section 4.1.3, with every legacy field checked against the hello that is answered.
 * @param retry the HelloRetryRequest that came before, which binds the suite and the group
 */
export function readServerHello(
  body: Uint8Array,
  hello: ClientHello,
  retry: HelloRetry | undefined,
): ServerHello | HelloRetry {
  const reader = new Reader(body);
  const version = reader.uint(2);
  const random = reader.bytes(32);
  const sessionId = reader.vector(1);
  const suiteId = reader.uint(2);
  const compression = reader.uint(1);
  // A ServerHello of TLS 1.2 may end here.
  const extensions: Extensions = reader.left === 0 ? new Map() : readExtensions(reader);
  reader.end();
  checkVersion(version, extensions, random);
  if (Buffer.compare(hello.sessionId, sessionId) !== 0) throw new Tls13Error('tls.handshake.session_id');
  const suite = suiteOf(suiteId);
  if (suite === undefined || !hello.suites.includes(suiteId)) throw new Tls13Error('tls.handshake.suite');
  if (retry !== undefined && retry.suite !== suite) throw new Tls13Error('tls.handshake.suite');
  if (compression !== 0) throw new Tls13Error('tls.handshake.parameter');
  if (RETRY_RANDOM.equals(random)) return readHelloRetry(suite, extensions, hello, retry);
  checkAnswered(extensions, hello.extensions, [EXTENSION.supported_versions, EXTENSION.key_share]);
  return { kind: 'hello', suite, ...readKeyShare(extensions, hello, retry) };
}

function checkVersion(version: number, extensions: Extensions, random: Uint8Array): void {
  const selected = extensions.get(EXTENSION.supported_versions);
  if (selected === undefined) {
    if (DOWNGRADE.equals(random.subarray(24, 31)) && (random[31] ?? 2) < 2)
      throw new Tls13Error('tls.downgrade');
    throw new Tls13Error('tls.version');
  }
  const reader = new Reader(selected);
  const chosen = reader.uint(2);
  reader.end();
  // Section 4.2.1: the client offered TLS 1.3 and nothing else, so nothing else may be chosen.
  if (chosen !== TLS_1_3 || version !== TLS_1_2) throw new Tls13Error('tls.handshake.parameter');
}

function readKeyShare(
  extensions: Extensions,
  hello: ClientHello,
  retry: HelloRetry | undefined,
): Pick<ServerHello, 'group' | 'keyShare'> {
  const data = extensions.get(EXTENSION.key_share);
  if (data === undefined) throw new Tls13Error('tls.handshake.extension_missing');
  const reader = new Reader(data);
  const group = reader.uint(2);
  const keyShare = reader.vector(2, 1);
  reader.end();
  // Section 4.2.8: the group of the retry, if it named one, and in any case one of the shares that were sent.
  if (!hello.shares.includes(group)) throw new Tls13Error('tls.handshake.key_share');
  if (retry?.group !== undefined && retry.group !== group) throw new Tls13Error('tls.handshake.key_share');
  return { group, keyShare };
}
