import { randomBytes } from 'node:crypto';
import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { SecureContextOptions, TLSSocketOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTrustStore } from '../pkix/trust-store.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { issueChain, keyPair } from '../test-support/certificates.ts';
import type { Chain, KeyKind } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { trustIn } from '../test-support/verdict.ts';
import { Tls13Client } from './client.ts';
import type { Tls13ClientOptions } from './client.ts';
import { wrapDuplex } from './duplex.ts';
import type { Tls13Connection, WrapOptions } from './duplex.ts';

// A genuine stack: OpenSSL in Node, over streams in memory. Its certificates must be good at the time of the test.
const now = Date.now();
const validity = { notBefore: new Date(now - 3_600_000), notAfter: new Date(now + 3_600_000) };
const chainFor = (kind: KeyKind): Promise<Chain> =>
  issueChain({ root: validity, intermediate: validity, leaf: { ...validity, key: keyPair(kind) } });

let chain: Chain;
let trust: TrustStore;
const open: { destroy(): unknown }[] = [];

beforeAll(async () => {
  chain = await chainFor('p256');
  trust = trustIn(chain.root);
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.destroy();
});

interface Setting {
  readonly chain?: Chain;
  readonly tls?: SecureContextOptions & Pick<TLSSocketOptions, 'requestCert' | 'ALPNProtocols'>;
  readonly client?: Partial<Tls13ClientOptions>;
  readonly wrap?: WrapOptions;
  /** Cuts what the server says into pieces of so many bytes. */
  readonly step?: number;
}

/** Our side of a stream whose other side is a TLS server of Node. */
function genuineServer({ chain: own = chain, tls = {}, step }: Setting): {
  stream: Duplex;
  server: TLSSocket;
} {
  const [stream, far] = duplexPair();
  const key = own.leaf.key.privateKey.export({ format: 'pem', type: 'pkcs8' });
  const secureContext = createSecureContext({
    key,
    cert: `${own.leaf.pem}\n${own.intermediate.pem}`,
    ...tls,
  });
  const server = new TLSSocket(far, { isServer: true, secureContext, ...tls });
  server.on('error', () => undefined);
  open.push(stream, far, server);
  return { stream: step === undefined ? stream : inPieces(stream, step), server };
}

/** The same stream, whose reads come in pieces. */
function inPieces(stream: Duplex, step: number): Duplex {
  const [near, far] = duplexPair();
  open.push(near, far);
  far.pipe(stream);
  stream.on('data', (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += step) far.write(bytes.subarray(at, at + step));
  });
  stream.on('end', () => far.end());
  return near;
}

function clientFor(options: Partial<Tls13ClientOptions> = {}): Tls13Client {
  return new Tls13Client(
    { serverName: 'a.test', trust, ...options },
    { nowMs: () => now, random: (n) => randomBytes(n) },
  );
}

async function connect(setting: Setting = {}): Promise<{ connection: Tls13Connection; server: TLSSocket }> {
  const { stream, server } = genuineServer(setting);
  const connection = await wrapDuplex(stream, clientFor(setting.client), {
    timeoutMs: 20_000,
    ...setting.wrap,
  });
  return { connection, server };
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything the server hears until we close comes back, then it closes. */
async function echoed(
  setting: Setting,
  say: (connection: Tls13Connection) => Promise<void>,
): Promise<Buffer> {
  const { connection, server } = await connect(setting);
  server.on('data', (bytes: Uint8Array) => server.write(bytes));
  server.on('end', () => server.end());
  const answer = collect(connection);
  await say(connection);
  await connection.end();
  return answer;
}

const hello = (connection: Tls13Connection): Promise<void> => connection.write(Buffer.from('hello'));

describe('against the TLS server of Node', () => {
  it.each<KeyKind>(['p256', 'p384', 'p521', 'rsa', 'rsa-pss', 'ed25519'])(
    'with a key of %s',
    async (kind) => {
      const own = await chainFor(kind);
      const client = { trust: trustIn(own.root) };
      expect((await echoed({ chain: own, client }, hello)).toString()).toBe('hello');
    },
  );

  it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'with %s',
    async (ciphers) => {
      expect((await echoed({ tls: { ciphers } }, hello)).toString()).toBe('hello');
    },
  );

  it.each<[string, Tls13ClientOptions['shares']]>([
    ['X25519', undefined],
    ['P-256', undefined],
    ['P-384', undefined],
    ['X25519', ['secp256r1']],
    ['P-256', ['x25519']],
    ['X25519', []],
  ])('over %s, with shares of %j first', async (ecdhCurve, shares) => {
    const client = shares === undefined ? {} : { shares };
    expect((await echoed({ tls: { ecdhCurve }, client }, hello)).toString()).toBe('hello');
  });

  it.each([1, 100, 16_384, 16_385, 1_000_000])('%i bytes both ways', async (length) => {
    const data = randomBytes(length);
    expect((await echoed({}, (connection) => connection.write(data))).equals(data)).toBe(true);
  });

  it('delivered byte by byte', async () => {
    const data = randomBytes(3000);
    expect((await echoed({ step: 1 }, (connection) => connection.write(data))).equals(data)).toBe(true);
  });

  it.each([[[0]], [[5]], [[1, 2]], [[0, 3, 3, 10]], [[1, 2, 3, 4, 5, 6, 7, 8]]])(
    'with new keys at %j',
    async (positions) => {
      const data = randomBytes(10);
      const answer = await echoed({}, async (connection) => {
        let from = 0;
        for (const at of positions) {
          await connection.write(data.subarray(from, at));
          await connection.updateKey();
          from = at;
        }
        await connection.write(data.subarray(from));
        expect(connection.client.epoch).toBe(positions.length);
      });
      expect(answer.equals(data)).toBe(true);
    },
  );

  it.each<[string, Setting, string]>([
    ['that speaks TLS 1.2 only', { tls: { maxVersion: 'TLSv1.2' } }, 'tls.version'],
    ['without a group of ours', { tls: { ecdhCurve: 'P-521' } }, 'tls.alert.handshake_failure'],
    [
      'without a suite of ours',
      { tls: { ciphers: 'TLS_AES_128_CCM_SHA256' } },
      'tls.alert.handshake_failure',
    ],
    ['that wants a certificate', { tls: { requestCert: true } }, 'tls.client_certificate_requested'],
    ['with another protocol', { tls: { ALPNProtocols: ['h2'] } }, 'tls.alert.no_application_protocol'],
    ['for another name', { client: { serverName: 'b.test' } }, 'tls.certificate.name'],
    [
      'that nobody trusts',
      { client: { trust: createTrustStore({ roots: 'mozilla' }) } },
      'tls.certificate.untrusted',
    ],
  ])('one %s is refused', async (_, setting, code) => {
    expect(await codeOf(() => connect(setting))).toBe(code);
  });

  it('tells a server why it is refused', async () => {
    const { stream, server } = genuineServer({});
    const error = new Promise<Error>((resolve) => server.once('error', resolve));
    await codeOf(() => wrapDuplex(stream, clientFor({ serverName: 'b.test' })));
    expect(String(await error)).toMatch(/bad certificate/i);
  });
});

describe('every end', () => {
  it('a server that closes properly ends the iteration, and half-close works', async () => {
    const { connection, server } = await connect();
    server.end('bye');
    expect((await collect(connection)).toString()).toBe('bye');
    await connection.write(Buffer.from('still here'));
  });

  it('a stream that ends without close_notify is an error, in the handshake and after it', async () => {
    const [near, far] = duplexPair();
    far.end();
    far.resume();
    expect(await codeOf(() => wrapDuplex(near, clientFor()))).toBe('tls.closed');
    const { stream, server } = genuineServer({});
    const connection = await wrapDuplex(stream, clientFor());
    server.write('half', () => stream.push(null));
    expect(await codeOf(() => collect(connection))).toBe('tls.closed');
    expect(stream.destroyed).toBe(true);
  });

  it('a stream that breaks', async () => {
    const { stream } = genuineServer({});
    const connection = await wrapDuplex(stream, clientFor());
    const waiting = codeOf(() => collect(connection));
    stream.destroy(new Error('cable'));
    expect(await waiting).toBe('tls.transport');
    expect(await codeOf(() => connection.write(Buffer.from('x')))).toBe('tls.transport');
  });

  it('a stream that was over before', async () => {
    const [near] = duplexPair();
    near.destroy();
    expect(await codeOf(() => wrapDuplex(near, clientFor()))).toMatch(/^tls\.(closed|transport)$/);
  });

  it('silence', async () => {
    const [near, far] = duplexPair();
    open.push(near, far);
    const closed = new Promise((resolve) => near.once('close', resolve));
    // The other side does not even read, so that the alert cannot go out.
    expect(await codeOf(() => wrapDuplex(near, clientFor(), { timeoutMs: 20 }))).toBe('tls.deadline');
    await closed;
  });

  it('a caller that gives up, before and while waiting', async () => {
    const [near, far] = duplexPair();
    open.push(near, far);
    far.resume();
    expect(await codeOf(() => wrapDuplex(near, clientFor(), { signal: AbortSignal.abort() }))).toBe(
      'tls.aborted',
    );
    const controller = new AbortController();
    const { connection } = await connect({ wrap: { signal: controller.signal } });
    const waiting = codeOf(() => collect(connection));
    controller.abort();
    expect(await waiting).toBe('tls.aborted');
  });

  it('dispose closes the stream', async () => {
    const { stream } = genuineServer({});
    const connection = await wrapDuplex(stream, clientFor());
    await connection[Symbol.asyncDispose]();
    await connection[Symbol.asyncDispose]();
    expect(stream.closed).toBe(true);
  });
});
