import { RETRY_RANDOM, encodeClientHello, readClientHelloMessage } from '@cloudx3/tls13/testing';
import type { ClientHello } from '@cloudx3/tls13';
import { AUTHORITY, BODIES, CHAIN, PUBLIC_KEYS, SERVER_NAME, signed } from '../grammar/certificate.ts';
import { MESSAGE, extension, message, number16, vector } from '../grammar/tls.ts';
import { leaf, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';

// The messages of an honest handshake, as trees that a target changes.

const X25519 = 0x001d;
const P384 = 0x0018;
const COOKIE = [1, 2, 3] as const;

export const random32 = new Uint8Array(32).fill(5);
const hello = {
  random: random32,
  sessionId: new Uint8Array(32).fill(6),
  serverName: SERVER_NAME,
  alpn: ['http/1.1'],
};
// Both ends' secrets are given here, as they are disclosed to a notary: what a message says is looked at, not how keys are agreed on.
const share = (group: 'x25519' | 'secp384r1', length: number) => ({
  group,
  publicKey: new Uint8Array(length).fill(9),
  agree: () => random32,
});
export const FIRST = helloOf(encodeClientHello({ ...hello, shares: [share('x25519', 32)] }));
export const SECOND = helloOf(
  encodeClientHello({ ...hello, shares: [share('secp384r1', 97)], cookie: Uint8Array.from(COOKIE) }),
);

function helloOf(bytes: Uint8Array): ClientHello {
  return readClientHelloMessage({ type: MESSAGE.clientHello, body: bytes.subarray(4), bytes });
}

function serverHello(randomBytes: Uint8Array, ...extensions: readonly Tree[]): Tree {
  return message(
    MESSAGE.serverHello,
    number16(0x0303),
    leaf(randomBytes),
    vector(1, leaf(hello.sessionId)),
    number16(0x1301),
    leaf([0]),
    vector(2, extension(43, number16(0x0304)), ...extensions),
  );
}

/** Servers with keys of other kinds, which nobody has: their CertificateVerify is read, and is not good. */
export const OTHER_CHAINS: readonly Tree[] = PUBLIC_KEYS.slice(0, 3)
  .filter((_, i) => i !== 1)
  .map((key) => {
    const body = { ...BODIES.leaf, content: (BODIES.leaf.content as readonly Tree[]).with(6, key) };
    const leafDer = signed(serialize(body), AUTHORITY.intermediate);
    return certificateMessage([leafDer, ...CHAIN.slice(1)]);
  });

function certificateMessage(chain: readonly Uint8Array[]): Tree {
  return message(
    MESSAGE.certificate,
    vector(1),
    vector(3, ...chain.flatMap((der) => [vector(3, leaf(der)), vector(2)])),
  );
}

/** RFC 8446, section 4.1.3: what a server that knows TLS 1.3 puts into an older answer. */
export const DOWNGRADED = leaf(new Uint8Array(24), Buffer.from('DOWNGRD'), [1]);

export const OLDER = message(
  MESSAGE.serverHello,
  number16(0x0303),
  DOWNGRADED,
  vector(1, leaf(hello.sessionId)),
  number16(0x1301),
  leaf([0]),
  vector(2),
);

/** The messages of a server, of which one is to be changed. */
export const SEEDS = {
  helloRetry: serverHello(
    RETRY_RANDOM,
    extension(51, number16(P384)),
    extension(44, vector(2, leaf([...COOKIE]))),
  ),
  serverHello: serverHello(
    random32,
    extension(51, number16(X25519), vector(2, leaf(new Uint8Array(32).fill(9)))),
  ),
  secondHello: serverHello(
    random32,
    extension(51, number16(P384), vector(2, leaf(new Uint8Array(97).fill(9)))),
  ),
  encryptedExtensions: message(
    MESSAGE.encryptedExtensions,
    vector(
      2,
      extension(0),
      extension(10, vector(2, number16(X25519))),
      extension(16, vector(2, vector(1, leaf(Buffer.from('http/1.1'))))),
    ),
  ),
  certificate: certificateMessage(CHAIN),
} as const;
