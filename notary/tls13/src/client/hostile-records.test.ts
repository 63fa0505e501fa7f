import { describe, expect, it } from 'vitest';
import { concat } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { plainRecord } from '../record/protection.ts';
import { codeOf, recordsOf, shakeHands } from '../test-support/conversation.ts';
import { asType, nothing, twice } from '../test-support/edits.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServer, ScriptedServerOptions } from '../test-support/scripted-server.ts';
import { encodeTicket } from '../test-support/server-messages.ts';
import type { ServerMessage } from '../test-support/server-messages.ts';

const { clientFor, serverFor, refusal } = await endpoints();

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
