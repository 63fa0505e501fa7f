import { describe, expect, it } from 'vitest';
import { issueChain, keyPair } from '../test-support/certificates.ts';
import type { KeyKind } from '../test-support/certificates.ts';
import { codeOf, feed, recordsOf, shakeHands } from '../test-support/conversation.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServer, ScriptedServerOptions } from '../test-support/scripted-server.ts';
import { trustIn } from '../test-support/verdict.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { disclosedEpochs } from '../keys/update.ts';
import { openRecord } from '../record/protection.ts';
import type { Tls13Client } from './client.ts';

const { clientFor, serverFor } = await endpoints();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

async function open(
  options: Partial<ScriptedServerOptions> = {},
): Promise<{ client: Tls13Client; server: ScriptedServer }> {
  const [client, server] = [clientFor(), serverFor(options)];
  await shakeHands(client, server);
  return { client, server };
}

describe('a handshake', () => {
  it.each<[string, Partial<ScriptedServerOptions>]>([
    ['with TLS_AES_128_GCM_SHA256', { suite: 0x1301 }],
    ['with TLS_AES_256_GCM_SHA384', { suite: 0x1302 }],
    ['with TLS_CHACHA20_POLY1305_SHA256', { suite: 0x1303 }],
    ['over P-256', { group: 'secp256r1' }],
    ['after a HelloRetryRequest for P-384', { retry: { group: 'secp384r1' } }],
    ['after a HelloRetryRequest with a cookie', { retry: { cookie: Uint8Array.of(1, 2, 3) } }],
    [
      'after one with both and another hash',
      { suite: 0x1302, retry: { group: 'secp384r1', cookie: Uint8Array.of(1) } },
    ],
    [
      'after one with a cookie that makes the hello longer than a record',
      { retry: { cookie: new Uint8Array(20_000) } },
    ],
    ['that says http/1.1', { alpn: 'http/1.1' }],
    ['with tickets before our Finished', { tickets: { count: 2, early: true } }],
    ['with tickets after it', { tickets: { count: 3 } }],
    ['without change_cipher_spec', { changeCipherSpec: false }],
    ['with all messages in one record', { packing: 'one' }],
    ['with messages in pieces of 100 bytes', { packing: 100 }],
  ])('%s', async (_, options) => {
    for (const step of [Infinity, 1]) {
      const [client, server] = [clientFor(), serverFor(options)];
      await shakeHands(client, server, step);
      expect(server.handshakeDone && server.clientFinishedOk).toBe(true);
      expect(client.suite).toBe(options.suite ?? 0x1301);
      expect(client.alpn).toBe(options.alpn);
      expect(text((await feed(client, server.data(Buffer.from('hello')), step)).data)).toBe('hello');
      server.receive(client.write(Buffer.from('hi')));
      expect(text(server.received[0]!.content)).toBe('hi');
    }
  });

  it.each<[KeyKind, number[]]>([
    ['p256', [0x0403]],
    ['p384', [0x0503]],
    ['p521', [0x0603]],
    ['ed25519', [0x0807]],
    ['rsa', [0x0804, 0x0805, 0x0806]],
    ['rsa-pss', [0x0809, 0x080a, 0x080b]],
  ])('with a key of %s', async (kind, schemes) => {
    const own = await issueChain({ leaf: { key: keyPair(kind) } });
    const ownTrust = trustIn(own.root);
    for (const scheme of schemes) {
      const server = serverFor({ chain: own.der, privateKey: own.leaf.key.privateKey, scheme });
      await shakeHands(clientFor({ trust: ownTrust }), server);
      expect(server.clientFinishedOk).toBe(true);
    }
  });

  it('sends one change_cipher_spec, in front of the second flight', async () => {
    const plain = await shakeHands(clientFor(), serverFor());
    expect(recordsOf(plain.up).map(({ type }) => type)).toEqual([22, 20, 23]);
    const retried = await shakeHands(clientFor(), serverFor({ retry: { group: 'secp384r1' } }));
    expect(recordsOf(retried.up).map(({ type }) => type)).toEqual([22, 20, 22, 23]);
  });

  it('offers no ALPN if there is none to offer', async () => {
    const client = clientFor({ alpn: [] });
    await shakeHands(client, serverFor());
    expect(client.alpn).toBeUndefined();
    const refused = clientFor({ alpn: [] });
    const code = await codeOf(() => shakeHands(refused, serverFor({ alpn: 'http/1.1' })));
    expect(code).toBe('tls.handshake.extension_unsolicited');
  });

  it('takes data that comes with the first flight', async () => {
    const [client, server] = [clientFor(), serverFor()];
    const flight = server.receive(client.start());
    const output = await client.receive(Buffer.concat([flight, server.data(Buffer.from('early'))]));
    expect([output.handshakeDone, text(output.data)]).toEqual([true, 'early']);
  });
});

describe('data', () => {
  it('goes both ways in records of at most 16,384 bytes', async () => {
    const { client, server } = await open();
    const data = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    const sent = client.write(data);
    expect(recordsOf(sent).map(({ payload }) => payload.length - 17)).toEqual([
      16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 1696,
    ]);
    server.receive(sent);
    expect(Buffer.concat(server.received.map(({ content }) => content)).equals(data)).toBe(true);
    expect(client.write(new Uint8Array(0)).length).toBe(0);
  });

  it('is read whatever padding and empty records stand between', async () => {
    const { client, server } = await open();
    const bytes = Buffer.concat([
      server.seal(CONTENT_TYPE.application_data, Buffer.from('a'), 200),
      server.data(new Uint8Array(0)),
      server.ticket(),
      server.data(Buffer.from('b')),
      server.closeNotify(),
    ]);
    const output = await client.receive(bytes);
    expect([text(output.data), output.closed]).toEqual(['ab', true]);
  });

  it('keeps the order of overlapping calls', async () => {
    const [client, server] = [clientFor(), serverFor()];
    const flight = server.receive(client.start());
    const first = client.receive(flight);
    const second = client.receive(server.data(Buffer.from('later')));
    expect([(await first).handshakeDone, text((await first).data)]).toEqual([true, '']);
    expect(text((await second).data)).toBe('later');
  });
});

describe('key epochs', () => {
  it('change where the caller says, and their keys are known ahead', async () => {
    const { client, server } = await open({ suite: 0x1302 });
    const ahead = [0, 1, 2].map((epoch) => client.clientKeys(epoch));
    const segments = ['GET / ', 'secret', ' rest'];
    const sent = segments.flatMap((segment, i) => [
      ...(i === 0 ? [] : [client.updateKey()]),
      client.write(Buffer.from(segment)),
    ]);
    expect(client.epoch).toBe(2);
    server.receive(Buffer.concat(sent));
    const heard = server.received.filter(({ type }) => type === CONTENT_TYPE.application_data);
    expect(heard.map(({ content }) => text(content))).toEqual(segments);

    // A KeyUpdate is the last record under its keys, and each epoch counts from zero.
    const records = recordsOf(Buffer.concat(sent));
    expect(records.map(({ payload }) => payload.length)).toEqual([6 + 17, 22, 6 + 17, 22, 5 + 17]);
    const opened = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
    ].map(([epoch, sequence], i) => openRecord(client.suite, ahead[epoch!]!, sequence!, records[i]!));
    expect(opened.map((record) => record?.type)).toEqual([23, 22, 23, 22, 23]);
    expect(openRecord(client.suite, ahead[0]!, 0, records[2]!)).toBeUndefined();
  });

  it('do not tell of each other, nor do the handshake secrets', async () => {
    const { client } = await open();
    const server0 = disclosedEpochs(client.suite, client.serverSecret).at(0);
    const all = [client.clientKeys(0), client.clientKeys(1), server0];
    expect(new Set(all.map(({ key }) => Buffer.from(key).toString('hex'))).size).toBe(3);
    expect(await codeOf(() => client.clientKeys(-1))).toBe('tls.state');
    expect(await codeOf(() => client.clientKeys(256))).toBe('tls.state');
    expect(await codeOf(() => client.clientKeys(0.5))).toBe('tls.state');
  });

  it.each([0x1301, 0x1302, 0x1303])('of the server follow from its secret, suite %i', async (suite) => {
    const { client, server } = await open({ suite });
    const said = Buffer.concat([
      server.data(Buffer.from('hello')),
      server.updateKey(),
      server.data(Buffer.from('again')),
    ]);
    const epochs = disclosedEpochs(client.suite, client.serverSecret);
    const [first, , second] = recordsOf(said);
    expect(text(openRecord(suite, epochs.at(0), 0, first!)!.content)).toBe('hello');
    expect(text(openRecord(suite, epochs.at(1), 0, second!)!.content)).toBe('again');
    expect(text((await client.receive(said)).data)).toBe('helloagain');
  });

  it('of the server follow from no secret of another length', async () => {
    // HMAC fills a short key up with zeros: this one would give the same keys.
    const { client } = await open();
    for (const secret of [
      Buffer.concat([client.serverSecret, Buffer.alloc(1)]),
      client.serverSecret.subarray(1),
    ]) {
      expect(await codeOf(() => disclosedEpochs(client.suite, secret))).toBe('tls.audit.secrets');
    }
  });

  it('change before more is said, where the server asked for it', async () => {
    const { client, server } = await open();
    await client.receive(server.updateKey(true));
    expect(await codeOf(() => client.write(Uint8Array.of(1)))).toBe('tls.key_update_unexpected');
    server.receive(Buffer.concat([client.updateKey(), client.write(Buffer.from('more'))]));
    expect(text(server.received.at(-1)!.content)).toBe('more');
    await client.receive(server.updateKey());
    expect(client.write(Uint8Array.of(1)).length).toBeGreaterThan(0);
  });

  it('pad the last record of what is written', async () => {
    const { client, server } = await open();
    const sent = client.write(new Uint8Array(16_385).fill(1), 9);
    expect(recordsOf(sent).map(({ payload }) => payload.length)).toEqual([16_384 + 17, 1 + 9 + 17]);
    server.receive(sent);
    expect(server.received.map(({ paddingLength }) => paddingLength)).toEqual([0, 9]);
  });
});

describe('calls at the wrong time', () => {
  it('fail with tls.state', async () => {
    const client = clientFor();
    expect(await codeOf(() => client.receive(Uint8Array.of(1)))).toBe('tls.state');
    const early = clientFor();
    early.start();
    for (const call of [
      () => early.start(),
      () => early.write(Uint8Array.of(1)),
      () => early.updateKey(),
      () => early.close(),
      () => early.handshakeSecrets,
      () => early.suite,
    ]) {
      expect(await codeOf(call)).toBe('tls.state');
    }
    const { client: closed, server } = await open();
    server.receive(closed.close());
    expect(server.received.at(-1)).toMatchObject({ type: CONTENT_TYPE.alert });
    expect(await codeOf(() => closed.write(Uint8Array.of(1)))).toBe('tls.state');
    expect(text((await closed.receive(server.data(Buffer.from('still')))).data)).toBe('still');
  });

  it('a name that is none is refused at once', async () => {
    for (const serverName of ['127.0.0.1', '', 'A.test', 'a.test.']) {
      expect(await codeOf(() => clientFor({ serverName }))).toBe('tls.server_name');
    }
  });

  it('after a failure every call fails the same way', async () => {
    const { client, server } = await open();
    expect(await codeOf(() => client.receive(Buffer.from('GET / HTTP')))).toBe('tls.record.type');
    expect(await codeOf(() => client.receive(server.data(Uint8Array.of(1))))).toBe('tls.record.type');
    expect(await codeOf(() => client.write(Uint8Array.of(1)))).toBe('tls.record.type');
  });
});
