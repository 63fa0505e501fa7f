import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientHelloMessage } from '../handshake/client-hello.ts';
import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage, MessageReader } from '../handshake/message.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import { ascii, concat, uint, vector } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { plainRecord } from '../record/protection.ts';
import { codeOf, recordsOf, testClient } from '../test-support/conversation.ts';
import { readClientHello } from './carried-hello.ts';

const trust = createTrustStore({ roots: 'none' });
const own = testClient({ serverName: 'a.test', trust }).start();

/** The parts of our own hello, to build others from. */
function build(change: {
  version?: number;
  sessionId?: Uint8Array;
  suites?: number[];
  compressions?: Uint8Array;
  extensions?: Map<number, Uint8Array | undefined>;
  last?: Uint8Array;
}): Uint8Array {
  const messages = new MessageReader();
  messages.push(recordsOf(own)[0]!.payload);
  const hello = readClientHelloMessage(messages.next()!);
  const extensions = new Map<number, Uint8Array | undefined>([
    ...hello.extensions,
    ...(change.extensions ?? []),
  ]);
  const encoded = [...extensions].flatMap(([type, data]) =>
    data === undefined ? [] : [encodeExtension(type, data)],
  );
  return encodeMessage(
    1,
    uint(2, change.version ?? 0x0303),
    hello.random,
    vector(1, change.sessionId ?? hello.sessionId),
    vector(2, ...(change.suites ?? hello.suites).map((id) => uint(2, id))),
    vector(1, change.compressions ?? Uint8Array.of(0)),
    vector(2, ...encoded, change.last ?? new Uint8Array(0)),
  );
}

const read = (bytes: Uint8Array, serverName = 'a.test'): Promise<string> =>
  codeOf(() => readClientHello(recordsOf(bytes)[0]!, { serverName }));
const inRecord = (message: Uint8Array): Uint8Array => plainRecord(CONTENT_TYPE.handshake, message);
const extension = (type: number, data?: Uint8Array): Parameters<typeof build>[0] => ({
  extensions: new Map([[type, data]]),
});
const name = (...names: string[]): Uint8Array =>
  vector(2, ...names.map((host) => concat(uint(1, 0), vector(2, ascii(host)))));
const alpn = (...names: string[]): Uint8Array =>
  vector(2, ...names.map((protocol) => vector(1, ascii(protocol))));
const versions = (...numbers: number[]): Uint8Array => vector(1, ...numbers.map((number) => uint(2, number)));

describe('readClientHello', () => {
  it('lets our own hello pass, and says what is in it', () => {
    const hello = readClientHello(recordsOf(own)[0]!, { serverName: 'a.test' });
    expect(hello.suites).toEqual([0x1301, 0x1302, 0x1303]);
    expect(hello.shares).toEqual([0x001d, 0x0017]);
    expect(hello.extensions.has(EXTENSION.psk_key_exchange_modes)).toBe(true);
    expect(hello.extensions.has(EXTENSION.pre_shared_key)).toBe(false);
  });

  it.each<[string, Parameters<typeof build>[0], string]>([
    ['no change', {}, 'success'],
    ['another name', extension(0, name('b.test')), 'tls.hello.sni'],
    ['the name in upper case', extension(0, name('A.test')), 'tls.hello.sni'],
    ['two names', extension(0, name('a.test', 'b.test')), 'tls.hello.sni'],
    [
      'a name of another type',
      extension(0, vector(2, uint(1, 1), vector(2, ascii('a.test')))),
      'tls.hello.sni',
    ],
    ['no name', extension(0), 'tls.hello.sni'],
    ['an empty name list', extension(0, vector(2)), 'tls.hello.decode'],
    ['bytes behind the name', extension(0, concat(name('a.test'), uint(1, 0))), 'tls.hello.decode'],
    ['HTTP/2', extension(16, alpn('h2')), 'tls.hello.alpn'],
    ['HTTP/2 too', extension(16, alpn('http/1.1', 'h2')), 'tls.hello.alpn'],
    ['no protocol', extension(16), 'tls.hello.alpn'],
    ['TLS 1.2 too', extension(43, versions(0x0304, 0x0303)), 'tls.hello.version'],
    ['TLS 1.2 only', extension(43, versions(0x0303)), 'tls.hello.version'],
    ['no versions', extension(43), 'tls.hello.version'],
    ['a pre-shared key', extension(41, new Uint8Array(40)), 'tls.hello.psk'],
    ['early data', extension(42, new Uint8Array(0)), 'tls.hello.early_data'],
    ['an encrypted hello', extension(0xfe0d, new Uint8Array(9)), 'tls.hello.extension'],
    ['compressed certificates', extension(27, Uint8Array.of(2, 0, 1)), 'tls.hello.extension'],
    ['late authentication', extension(49, new Uint8Array(0)), 'tls.hello.extension'],
    ['delegated credentials', extension(34, Uint8Array.of(0, 2, 4, 3)), 'tls.hello.extension'],
    ['raw public keys', extension(20, Uint8Array.of(1, 2)), 'tls.hello.extension'],
    ['a cookie in the first hello', extension(44, vector(2, uint(1, 1))), 'tls.hello.extension'],
    ['an unknown extension', extension(0x4a4a, new Uint8Array(0)), 'tls.hello.extension'],
    ['an extension twice', { last: encodeExtension(0, name('a.test')) }, 'tls.hello.extension'],
    ['no key share', extension(51), 'tls.hello.parameter'],
    ['another legacy version', { version: 0x0304 }, 'tls.hello.parameter'],
    ['compression', { compressions: Uint8Array.of(0, 1) }, 'tls.hello.parameter'],
    ['suites of TLS 1.2', { suites: [0x1301, 0xc02b] }, 'tls.hello.parameter'],
    ['a long session id', { sessionId: new Uint8Array(33) }, 'tls.hello.parameter'],
    [
      'a lot of it',
      { sessionId: new Uint8Array(32), suites: Array.from({ length: 1000 }, () => 0x1301) },
      'tls.hello.size',
    ],
  ])('%s: %s', async (_, change, code) => {
    expect(await read(inRecord(build(change)))).toBe(code);
  });

  it('takes one whole message in one record', async () => {
    const message = build({});
    expect(await read(inRecord(concat(message, message)))).toBe('tls.hello.trailing');
    expect(await read(inRecord(concat(message, uint(1, 0))))).toBe('tls.hello.trailing');
    expect(await read(inRecord(message.subarray(0, 50)))).toBe('tls.hello.decode');
    expect(await read(inRecord(concat(uint(1, 2), message.subarray(1))))).toBe('tls.hello.decode');
    expect(await read(plainRecord(CONTENT_TYPE.alert, Uint8Array.of(1, 0)))).toBe('tls.hello.decode');
    expect(await read(plainRecord(CONTENT_TYPE.handshake, message, 0x0302))).toBe('tls.hello.parameter');
  });

  it('fails with nothing but its own error, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 600 }), async (body) => {
        expect(await read(inRecord(encodeMessage(1, body)))).toMatch(/^tls\.hello\./);
        expect(await read(inRecord(body))).toMatch(/^tls\.(hello|handshake\.limits)/);
      }),
    );
    const whole = build({});
    const place = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(place, async ([at, change]) => {
        const copy = Uint8Array.from(whole);
        copy[at] = copy[at]! ^ change;
        expect(await read(inRecord(copy))).toMatch(/^(success|tls\.(hello|handshake\.limits))/);
      }),
    );
  });
});
