import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage } from '../../test-support/hostile-stage.ts';

// Rule PRX-4 and attack A16: what a prover says before its commitment is read before it is forwarded.

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start();
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

const EXTENSION = { alpn: 16, preSharedKey: 41, earlyData: 42, versions: 43, postHandshakeAuth: 49 } as const;
const RECORD_HEADER = 5;
/** Record header, message header, version and random. */
const SESSION_ID_AT = RECORD_HEADER + 4 + 2 + 32;

/** Where the extensions' length stands in a record that holds a ClientHello (RFC 8446, section 4.1.2). */
function extensionsAt(record: Buffer): number {
  let at = SESSION_ID_AT;
  at += 1 + record.readUInt8(at);
  at += 2 + record.readUInt16BE(at);
  return at + 1 + record.readUInt8(at);
}

/** The hello with this extension in place of its own, or added, and all lengths around it right. */
function withExtension(hello: Uint8Array, type: number, data: Uint8Array): Buffer {
  const record = Buffer.from(hello);
  const from = extensionsAt(record);
  const kept: Buffer[] = [];
  for (let at = from + 2; at < record.length;) {
    const end = at + 4 + record.readUInt16BE(at + 2);
    if (record.readUInt16BE(at) !== type) kept.push(record.subarray(at, end));
    at = end;
  }
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type);
  head.writeUInt16BE(data.length, 2);
  const extensions = Buffer.concat([...kept, head, data]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(extensions.length);
  const whole = Buffer.concat([record.subarray(0, from), length, extensions]);
  whole.writeUInt16BE(whole.length - RECORD_HEADER, 3);
  whole.writeUIntBE(whole.length - RECORD_HEADER - 4, RECORD_HEADER + 1, 3);
  return whole;
}

function renamed(hello: Uint8Array, name: string): Buffer {
  const at = Buffer.from(hello).indexOf('vendor.example');
  return Buffer.concat([hello.subarray(0, at), Buffer.from(name), hello.subarray(at + name.length)]);
}

const PSK = Buffer.concat([
  Buffer.from([0, 38, 0, 32]),
  Buffer.alloc(32, 7),
  Buffer.alloc(4),
  Buffer.from([0, 33, 32]),
  Buffer.alloc(32, 9),
]);

describe('a ClientHello', () => {
  it.each<[string, string, (hello: Uint8Array) => Uint8Array]>([
    ['resumes a session', 'tls.hello.psk', (hello) => withExtension(hello, EXTENSION.preSharedKey, PSK)],
    [
      'announces early data',
      'tls.hello.early_data',
      (hello) => withExtension(hello, EXTENSION.earlyData, Buffer.alloc(0)),
    ],
    [
      'offers a client certificate',
      'tls.hello.extension',
      (hello) => withExtension(hello, EXTENSION.postHandshakeAuth, Buffer.alloc(0)),
    ],
    [
      'offers TLS 1.2',
      'tls.hello.version',
      (hello) => withExtension(hello, EXTENSION.versions, Buffer.from([4, 3, 4, 3, 3])),
    ],
    [
      'offers HTTP/2',
      'tls.hello.alpn',
      (hello) => withExtension(hello, EXTENSION.alpn, Buffer.from('\0\x03\x02h2')),
    ],
    ['names another server', 'tls.hello.sni', (hello) => renamed(hello, 'evil00.example')],
  ])('that %s is refused, and reaches nobody', async (_what, code, edit) => {
    const driver = await stage.open();
    const connections = stage.vendor.handshakes();
    driver.raw.stream(edit(driver.client.start()));
    expect(await driver.outcome()).toBe(code);
    expect(stage.vendor.handshakes()).toBe(connections);
  });

  it('is read with the same eyes where nothing was changed', async () => {
    const driver = await stage.open();
    const hello = driver.client.start();
    expect(withExtension(hello, 0xffff, new Uint8Array(0)).length).toBe(hello.length + 4);
    driver.raw.stream(hello);
    await expect.poll(() => driver.finished.length).toBeGreaterThan(0);
  });

  it('that nothing asked for is refused', async () => {
    const driver = await stage.open();
    const hello = driver.client.start();
    driver.raw.stream(Buffer.concat([hello, hello]));
    expect(await driver.outcome()).toBe('tls.hello.parameter');
  });

  it.each<[string, string, Uint8Array]>([
    ['a second ChangeCipherSpec', 'proxy.record_extra', Uint8Array.of(20, 3, 3, 0, 1, 1, 20, 3, 3, 0, 1, 1)],
    ['an alert', 'proxy.record_type', Uint8Array.of(21, 3, 3, 0, 2, 2, 40)],
    ['a request in the clear', 'tls.record.type', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    [
      'early data under a key of its own',
      'proxy.early_data',
      Buffer.concat([
        Buffer.of(23, 3, 3, 0, 40),
        Buffer.alloc(40, 1),
        Buffer.of(23, 3, 3, 0, 40),
        Buffer.alloc(40, 2),
      ]),
    ],
  ])('followed by %s', async (_what, code, bytes) => {
    const driver = await stage.open();
    driver.raw.stream(driver.client.start());
    driver.raw.stream(bytes);
    expect(await driver.outcome()).toBe(code);
  });
});
