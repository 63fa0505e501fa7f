import type { KeyShare } from '../keys/key-exchange.ts';
import { GROUPS } from '../keys/key-exchange.ts';
import { SUITES } from '../keys/suites.ts';
import { Reader } from '../presentation/reader.ts';
import { ascii, concat, uint, vector } from '../presentation/writer.ts';
import { encodeExtension, EXTENSION, readExtensions } from './extensions.ts';
import type { Extensions } from './extensions.ts';
import { encodeMessage, HANDSHAKE_TYPE } from './message.ts';
import type { HandshakeMessage } from './message.ts';
import { CERTIFICATE_ONLY_SCHEMES, SIGNATURE_SCHEMES } from './signature-scheme.ts';

export const TLS_1_2 = 0x0303;
export const TLS_1_3 = 0x0304;
const HOST_NAME = 0;
const PSK_DHE_KE = 1;

export interface ClientHelloParts {
  readonly random: Uint8Array;
  /** 32 bytes that mean nothing: middlebox compatibility (appendix D.4). */
  readonly sessionId: Uint8Array;
  readonly serverName: string;
  readonly alpn: readonly string[];
  readonly shares: readonly KeyShare[];
  /** From a HelloRetryRequest. */
  readonly cookie?: Uint8Array;
}

/** RFC 8446 section 4.1.2. TLS 1.3 only, and no pre-shared key ever; the mode is there so that servers send tickets. */
export function encodeClientHello({
  random,
  sessionId,
  serverName,
  alpn,
  shares,
  cookie,
}: ClientHelloParts): Uint8Array {
  const extensions = [
    encodeExtension(EXTENSION.server_name, vector(2, uint(1, HOST_NAME), vector(2, ascii(serverName)))),
    encodeExtension(EXTENSION.supported_groups, numbers([GROUPS.x25519, GROUPS.secp256r1, GROUPS.secp384r1])),
    encodeExtension(
      EXTENSION.signature_algorithms,
      numbers([...SIGNATURE_SCHEMES.map(({ id }) => id), ...CERTIFICATE_ONLY_SCHEMES]),
    ),
    ...(alpn.length > 0
      ? [encodeExtension(EXTENSION.alpn, vector(2, ...alpn.map((name) => vector(1, ascii(name)))))]
      : []),
    encodeExtension(EXTENSION.supported_versions, vector(1, uint(2, TLS_1_3))),
    ...(cookie === undefined ? [] : [encodeExtension(EXTENSION.cookie, vector(2, cookie))]),
    encodeExtension(EXTENSION.psk_key_exchange_modes, vector(1, uint(1, PSK_DHE_KE))),
    encodeExtension(
      EXTENSION.key_share,
      vector(
        2,
        ...shares.map(({ group, publicKey }) => concat(uint(2, GROUPS[group]), vector(2, publicKey))),
      ),
    ),
  ];
  return encodeMessage(
    HANDSHAKE_TYPE.client_hello,
    uint(2, TLS_1_2),
    random,
    vector(1, sessionId),
    numbers(SUITES.map(({ id }) => id)),
    vector(1, uint(1, 0)),
    vector(2, ...extensions),
  );
}

function numbers(values: readonly number[]): Uint8Array {
  return vector(2, ...values.map((value) => uint(2, value)));
}

/** A ClientHello as it was seen. What it offers is what the server may answer. */
export interface ClientHello {
  /** The whole message with its header, as the transcript hashes it. */
  readonly bytes: Uint8Array;
  readonly legacyVersion: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** Cipher suites offered, by number. */
  readonly suites: readonly number[];
  readonly compressions: Uint8Array;
  readonly extensions: Extensions;
  /** Host names in server_name; undefined without the extension. */
  readonly serverNames: readonly Uint8Array[] | undefined;
  /** Protocols offered; undefined without the extension. */
  readonly alpn: readonly Uint8Array[] | undefined;
  /** Versions offered; undefined without the extension. */
  readonly versions: readonly number[] | undefined;
  /** Groups supported, by number. */
  readonly groups: readonly number[];
  /** The groups for which there is a key share. */
  readonly shares: readonly number[];
  readonly signatureSchemes: readonly number[];
}

/** Throws `tls.hello.decode` for what is no ClientHello, and `tls.hello.extension` for a repeated extension. */
export function readClientHelloMessage({ body, bytes }: HandshakeMessage): ClientHello {
  const reader = new Reader(body, 'tls.hello.decode');
  const legacyVersion = reader.uint(2);
  const random = reader.bytes(32);
  const sessionId = reader.vector(1);
  const suites = reader.list(2, (item) => item.uint(2), 2);
  const compressions = reader.vector(1, 1);
  const extensions = readExtensions(reader, 'tls.hello.extension');
  reader.end();
  const list = <T>(
    type: number,
    lengthSize: 1 | 2,
    read: (item: Reader) => T,
    least = 1,
  ): T[] | undefined => {
    const data = extensions.get(type);
    if (data === undefined) return undefined;
    const inner = new Reader(data, 'tls.hello.decode');
    const items = inner.list(lengthSize, read, least);
    inner.end();
    return items;
  };
  return {
    bytes,
    legacyVersion,
    random,
    sessionId,
    suites,
    compressions,
    extensions,
    serverNames: list(EXTENSION.server_name, 2, readHostName),
    alpn: list(EXTENSION.alpn, 2, (item) => item.vector(1, 1)),
    versions: list(EXTENSION.supported_versions, 1, (item) => item.uint(2)),
    groups: list(EXTENSION.supported_groups, 2, (item) => item.uint(2)) ?? [],
    // Section 4.2.8: none at all asks for a HelloRetryRequest.
    shares: list(EXTENSION.key_share, 2, readShareGroup, 0) ?? [],
    signatureSchemes: list(EXTENSION.signature_algorithms, 2, (item) => item.uint(2)) ?? [],
  };
}

/** RFC 6066 section 3. Another name type than host_name is kept too, as a name that no server has. */
function readHostName(item: Reader): Uint8Array {
  return item.uint(1) === HOST_NAME ? item.vector(2, 1) : concat(uint(1, 0), item.vector(2, 1));
}

function readShareGroup(item: Reader): number {
  const group = item.uint(2);
  item.vector(2, 1);
  return group;
}
