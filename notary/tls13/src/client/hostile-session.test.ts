import { describe, expect, it } from 'vitest';
import { encodeKeyUpdate } from '../handshake/key-update.ts';
import { encodeMessage } from '../handshake/message.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { plainRecord } from '../record/protection.ts';
import { codeOf, shakeHands } from '../test-support/conversation.ts';
import { flip } from '../test-support/edits.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServer } from '../test-support/scripted-server.ts';
import { encodeTicket } from '../test-support/server-messages.ts';

const { clientFor, serverFor } = await endpoints();

describe('after the handshake', () => {
  async function after(say: (server: ScriptedServer) => Uint8Array): Promise<string> {
    const [client, server] = [clientFor(), serverFor()];
    await shakeHands(client, server);
    return codeOf(() => client.receive(say(server)));
  }
  const handshake = (message: Uint8Array) => (server: ScriptedServer) =>
    server.seal(CONTENT_TYPE.handshake, message);

  it.each<[string, (server: ScriptedServer) => Uint8Array, string]>([
    [
      'a KeyUpdate with a message behind it',
      handshake(concat(encodeKeyUpdate(), encodeTicket())),
      'tls.key_update_unexpected',
    ],
    [
      'a KeyUpdate with half a message behind it',
      handshake(concat(encodeKeyUpdate(), encodeTicket().subarray(0, 9))),
      'tls.key_update_unexpected',
    ],
    [
      'two KeyUpdates at once',
      handshake(concat(encodeKeyUpdate(), encodeKeyUpdate())),
      'tls.key_update_unexpected',
    ],
    [
      'KeyUpdates without end',
      (s) => concat(...Array.from({ length: 33 }, () => s.updateKey())),
      'tls.key_update_unexpected',
    ],
    ['a KeyUpdate of no known kind', handshake(encodeMessage(24, uint(1, 2))), 'tls.handshake.decode'],
    ['an empty KeyUpdate', handshake(encodeMessage(24)), 'tls.handshake.decode'],
    [
      'a KeyUpdate, and then the old keys',
      (s) => {
        const next = s.data(Uint8Array.of(1));
        return concat(s.updateKey(), next);
      },
      'tls.record.mac',
    ],
    [
      'as many KeyUpdates as may be',
      (s) => concat(...Array.from({ length: 32 }, () => s.updateKey()), s.data(Uint8Array.of(1))),
      'success',
    ],
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
