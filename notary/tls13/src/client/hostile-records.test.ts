import { beforeAll, describe, expect, it } from 'vitest';
import { encodeKeyUpdate } from '../handshake/key-update.ts';
import { encodeMessage } from '../handshake/message.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { plainRecord } from '../record/protection.ts';
import { issueChain, NOW_MS } from '../test-support/certificates.ts';
import type { Chain } from '../test-support/certificates.ts';
import { codeOf, recordsOf, refusalOf, shakeHands, testClient } from '../test-support/conversation.ts';
import { flip, nothing, twice, asType } from '../test-support/edits.ts';
import { encodeTicket, ScriptedServer } from '../test-support/scripted-server.ts';
import type { ScriptedServerOptions, ServerMessage } from '../test-support/scripted-server.ts';
import type { Tls13Client, Tls13ClientOptions } from './client.ts';

let chain: Chain;
let trust: TrustStore;
beforeAll(async () => {
  chain = await issueChain();
  trust = createTrustStore({ roots: 'none', customCaPem: chain.root.pem });
});

const clientFor = (options: Partial<Tls13ClientOptions> = {}, nowMs = NOW_MS): Tls13Client =>
  testClient({ serverName: 'a.test', trust, ...options }, nowMs);
const serverFor = (options: Partial<ScriptedServerOptions> = {}): ScriptedServer =>
  new ScriptedServer({ chain: chain.der, privateKey: chain.leaf.key.privateKey, ...options });

const refusal = (
  options: Partial<ScriptedServerOptions>,
  client = clientFor(),
): ReturnType<typeof refusalOf> => refusalOf(client, serverFor(options));

describe('messages out of order', () => {
  const ORDER: ServerMessage[] = [
    'server_hello',
    'encrypted_extensions',
    'certificate',
    'certificate_verify',
    'finished',
  ];
  it.each(ORDER.slice(1, -1))('%s left out', async (message) => {
    expect((await refusal({ replace: { [message]: nothing } }))[0]).toBe('tls.handshake.unexpected_message');
  });

  it.each(ORDER.slice(1, -1))('%s twice', async (message) => {
    expect((await refusal({ replace: { [message]: twice } }))[0]).toBe('tls.handshake.unexpected_message');
  });

  it.each(ORDER.slice(1).flatMap((message) => [1, 2, 4, 5, 24, 99].map((type) => [message, type] as const)))(
    'in place of %s one of type %i',
    async (message, type) => {
      expect((await refusal({ replace: { [message]: asType(type) } }))[0]).toBe(
        'tls.handshake.unexpected_message',
      );
    },
  );

  it('something behind ServerHello or Finished in the same record', async () => {
    for (const message of ['server_hello', 'finished'] as const) {
      const trailing = concat(encodeTicket().subarray(0, 3));
      expect((await refusal({ tamper: { [message]: (m: Uint8Array) => concat(m, trailing) } }))[0]).toBe(
        'tls.handshake.fragment',
      );
    }
  });
});

describe('records where none belong', () => {
  const ccs = plainRecord(CONTENT_TYPE.change_cipher_spec, Uint8Array.of(1));
  const data = (server: ScriptedServer): Uint8Array =>
    server.seal(CONTENT_TYPE.application_data, Buffer.from('x'));
  const clear =
    (type: number, ...bytes: number[]) =>
    (): Uint8Array =>
      plainRecord(type, Uint8Array.from(bytes));

  it.each<[string, Partial<ScriptedServerOptions>, string]>([
    [
      'change_cipher_spec before the hello',
      { before: { server_hello: () => ccs } },
      'tls.change_cipher_spec',
    ],
    ['change_cipher_spec twice', { before: { encrypted_extensions: () => ccs } }, 'tls.change_cipher_spec'],
    [
      'change_cipher_spec of another value',
      { before: { server_hello: clear(20, 2) } },
      'tls.change_cipher_spec',
    ],
    [
      'change_cipher_spec that is too long',
      { before: { server_hello: clear(20, 1, 1) } },
      'tls.change_cipher_spec',
    ],
    [
      'protected data before there are keys',
      { before: { server_hello: () => plainRecord(23, new Uint8Array(32)) } },
      'tls.record.unexpected',
    ],
    ['data in the handshake', { before: { certificate: data } }, 'tls.record.unexpected'],
    ['a message in the clear', { before: { certificate: clear(22, 11, 0, 0, 0) } }, 'tls.record.unexpected'],
    [
      'an alert in the clear behind the hello',
      { before: { certificate: clear(21, 2, 40) } },
      'tls.record.unexpected',
    ],
    ['a record of an unknown type', { before: { server_hello: clear(24, 1) } }, 'tls.record.type'],
    [
      'an inner type that is none',
      { before: { certificate: (s) => s.seal(99, Uint8Array.of(1)) } },
      'tls.record.unexpected',
    ],
    [
      'an empty handshake record',
      { before: { certificate: (s) => s.seal(22, new Uint8Array(0)) } },
      'tls.record.empty',
    ],
    [
      'nothing but padding',
      { before: { certificate: (s) => s.seal(0, new Uint8Array(0), 40) } },
      'tls.record.padding',
    ],
    [
      'a record that is too long',
      { before: { server_hello: () => Uint8Array.of(22, 3, 3, 0x40, 1) } },
      'tls.record.overflow',
    ],
    [
      'a protected record that is too long',
      { before: { certificate: () => Uint8Array.of(23, 3, 3, 0x41, 1) } },
      'tls.record.overflow',
    ],
    [
      'content that is too long',
      { before: { certificate: (s) => s.seal(22, new Uint8Array(16_385)) } },
      'tls.record.overflow',
    ],
    [
      'a record of another version',
      { before: { server_hello: () => Uint8Array.of(22, 4, 0, 0, 1, 0) } },
      'tls.record.version',
    ],
    [
      'a protected record of another version',
      { before: { certificate: () => concat(Uint8Array.of(23, 3, 1, 0, 17), new Uint8Array(17)) } },
      'tls.record.version',
    ],
    [
      'a protected record that holds nothing',
      { before: { certificate: () => concat(Uint8Array.of(23, 3, 3, 0, 16), new Uint8Array(16)) } },
      'tls.record.empty',
    ],
    [
      'a forged record',
      { before: { certificate: () => concat(Uint8Array.of(23, 3, 3, 0, 32), new Uint8Array(32)) } },
      'tls.record.mac',
    ],
    [
      'HTTP',
      { before: { server_hello: () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') } },
      'tls.record.type',
    ],
  ])('%s', async (_, options, code) => {
    expect((await refusal(options))[0]).toBe(code);
  });

  it('change_cipher_spec inside a message', async () => {
    // With pieces of 100 bytes the certificate is cut; what is put in front of its next piece stands inside it.
    const server = serverFor({ packing: 100, changeCipherSpec: false });
    const client = clientFor();
    const records = recordsOf(server.receive(client.start()));
    const cut = records.slice(0, 4).map(({ header, payload }) => concat(header, payload));
    expect(await codeOf(() => client.receive(concat(...cut, ccs)))).toBe('tls.change_cipher_spec');
  });

  it('a handshake in crumbs is cut off', async () => {
    expect((await refusal({ packing: 4 }))[0]).toBe('tls.handshake.limits');
  });
});

describe('alerts of the server', () => {
  it('in the clear, in place of its hello', async () => {
    const cases: [number, string][] = [
      [40, 'tls.alert.handshake_failure'],
      [47, 'tls.alert.illegal_parameter'],
      [70, 'tls.version'],
      [80, 'tls.alert.internal_error'],
      [112, 'tls.alert.unrecognized_name'],
      [120, 'tls.alert.no_application_protocol'],
      [200, 'tls.alert.unknown'],
      [0, 'tls.closed'],
    ];
    for (const [number, code] of cases) {
      for (const level of [1, 2]) {
        const alert = plainRecord(CONTENT_TYPE.alert, Uint8Array.of(level, number));
        expect(await refusal({ before: { server_hello: () => alert } })).toEqual([code, undefined]);
      }
    }
  });

  it('protected, in the handshake and after it', async () => {
    const alert = (server: ScriptedServer): Uint8Array =>
      server.seal(CONTENT_TYPE.alert, Uint8Array.of(2, 80));
    expect((await refusal({ before: { certificate: alert } }))[0]).toBe('tls.alert.internal_error');
    const [client, server] = [clientFor(), serverFor()];
    await shakeHands(client, server);
    expect(await codeOf(() => client.receive(alert(server)))).toBe('tls.alert.internal_error');
  });

  it('that are none', async () => {
    for (const content of [Uint8Array.of(2), Uint8Array.of(2, 40, 0), Uint8Array.of(3, 40)]) {
      const alert = plainRecord(CONTENT_TYPE.alert, content);
      expect((await refusal({ before: { server_hello: () => alert } }))[0]).toBe('tls.handshake.decode');
    }
  });
});

describe('after the handshake', () => {
  async function after(say: (server: ScriptedServer) => Uint8Array): Promise<string> {
    const [client, server] = [clientFor(), serverFor()];
    await shakeHands(client, server);
    return codeOf(() => client.receive(say(server)));
  }
  const handshake = (message: Uint8Array) => (server: ScriptedServer) =>
    server.seal(CONTENT_TYPE.handshake, message);

  it.each<[string, (server: ScriptedServer) => Uint8Array, string]>([
    ['a KeyUpdate', handshake(encodeKeyUpdate()), 'tls.key_update_unexpected'],
    ['a KeyUpdate that wants one', handshake(encodeMessage(24, uint(1, 1))), 'tls.key_update_unexpected'],
    [
      'a wish for a certificate',
      handshake(encodeMessage(13, vector(1, uint(1, 1)), vector(2))),
      'tls.client_certificate_requested',
    ],
    ['a ServerHello', handshake(encodeMessage(2)), 'tls.handshake.unexpected_message'],
    ['a Finished', handshake(encodeMessage(20, new Uint8Array(32))), 'tls.handshake.unexpected_message'],
    ['a HelloRequest of old', handshake(encodeMessage(0)), 'tls.handshake.unexpected_message'],
    ['a broken ticket', handshake(encodeMessage(4, new Uint8Array(9))), 'tls.handshake.decode'],
    [
      'a ticket without one',
      handshake(encodeMessage(4, uint(4, 1), uint(4, 1), vector(1), vector(2), vector(2))),
      'tls.handshake.decode',
    ],
    ['an empty handshake record', handshake(new Uint8Array(0)), 'tls.record.empty'],
    [
      'data inside a ticket',
      (s) => concat(s.seal(22, encodeTicket().subarray(0, 9)), s.data(Uint8Array.of(1))),
      'tls.handshake.fragment',
    ],
    ['change_cipher_spec', () => plainRecord(20, Uint8Array.of(1)), 'tls.change_cipher_spec'],
    ['an alert in the clear', () => plainRecord(21, Uint8Array.of(1, 0)), 'tls.record.unexpected'],
    ['a message in the clear', () => plainRecord(22, encodeTicket()), 'tls.record.unexpected'],
    ['an inner change_cipher_spec', (s) => s.seal(20, Uint8Array.of(1)), 'tls.record.unexpected'],
    [
      'a record twice',
      (s) => {
        const record = s.data(Uint8Array.of(1));
        return concat(record, record);
      },
      'tls.record.mac',
    ],
    [
      'a record left out',
      (s) => {
        s.data(Uint8Array.of(1));
        return s.data(Uint8Array.of(2));
      },
      'tls.record.mac',
    ],
    ['a changed record', (s) => flip(-1)(s.data(Uint8Array.of(1))), 'tls.record.mac'],
    ['nothing but padding', (s) => s.seal(0, new Uint8Array(0), 9), 'tls.record.padding'],
    [
      'a flood of nothing',
      (s) => concat(...Array.from({ length: 33 }, () => s.data(new Uint8Array(0)))),
      'tls.empty_flood',
    ],
    [
      'tickets without end',
      (s) =>
        concat(
          ...Array.from({ length: 20 }, () =>
            s.seal(
              22,
              encodeMessage(
                4,
                uint(4, 1),
                uint(4, 1),
                vector(1),
                vector(2, new Uint8Array(16_000)),
                vector(2),
              ),
            ),
          ),
        ),
      'tls.handshake.limits',
    ],
    ['data after close_notify', (s) => concat(s.closeNotify(), s.data(Uint8Array.of(1))), 'tls.after_close'],
    ['garbage after close_notify', (s) => concat(s.closeNotify(), Buffer.from('xyz')), 'tls.after_close'],
  ])('%s', async (_, say, code) => {
    expect(await after(say)).toBe(code);
  });

  it('garbage in a later packet after close_notify', async () => {
    const [client, server] = [clientFor(), serverFor()];
    await shakeHands(client, server);
    expect((await client.receive(server.closeNotify())).closed).toBe(true);
    expect(await codeOf(() => client.receive(Buffer.from('x')))).toBe('tls.after_close');
  });

  it('a ticket in pieces is one', async () => {
    const ticket = encodeTicket();
    expect(
      await after((s) =>
        concat(s.seal(22, ticket.subarray(0, 9)), s.seal(22, ticket.subarray(9)), s.data(Uint8Array.of(1))),
      ),
    ).toBe('success');
  });
});
