import { describe, expect, it } from 'vitest';
import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage } from '../handshake/message.ts';
import { RETRY_RANDOM } from '../handshake/server-hello.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { ALERTS } from '../record/alert.ts';
import { shakeHands } from '../test-support/conversation.ts';
import { AT, body, flip, more, set, VERSION, withExtensions } from '../test-support/edits.ts';
import type { Edit } from '../test-support/edits.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServerOptions } from '../test-support/scripted-server.ts';

const { clientFor, serverFor, refusal } = await endpoints();

describe('a server hello', () => {
  const hello = (edit: Edit, options: Partial<ScriptedServerOptions> = {}) =>
    refusal({ ...options, replace: { server_hello: edit } });
  const share = (group: number, length: number): Uint8Array =>
    encodeExtension(EXTENSION.key_share, uint(2, group), vector(2, new Uint8Array(length)));

  it.each<[string, Edit, string]>([
    ['of TLS 1.2', withExtensions(), 'tls.version'],
    ['of TLS 1.2, without extensions', (m) => encodeMessage(2, m.subarray(4, AT.extensions)), 'tls.version'],
    ['that chooses another version', set(AT.extensions + 2 + 4, 3, 3), 'tls.handshake.parameter'],
    ['with another legacy version', set(AT.version, 3, 4), 'tls.handshake.parameter'],
    ['with another session id', flip(AT.sessionId), 'tls.handshake.session_id'],
    ['with a suite that was not offered', set(AT.suite, 0x13, 0x04), 'tls.handshake.suite'],
    ['with compression', set(AT.compression, 1), 'tls.handshake.parameter'],
    ['without a key share', withExtensions(VERSION), 'tls.handshake.extension_missing'],
    [
      'with a share of a group that was not offered',
      withExtensions(VERSION, share(0x0019, 133)),
      'tls.handshake.key_share',
    ],
    [
      'with a share of a group without a share of ours',
      withExtensions(VERSION, share(0x0018, 97)),
      'tls.handshake.key_share',
    ],
    ['with a share of small order', withExtensions(VERSION, share(0x001d, 32)), 'tls.handshake.key_share'],
    ['with a short share', withExtensions(VERSION, share(0x001d, 31)), 'tls.handshake.key_share'],
    ['with a point off the curve', withExtensions(VERSION, share(0x0017, 65)), 'tls.handshake.key_share'],
    [
      'with a pre-shared key',
      more(encodeExtension(EXTENSION.pre_shared_key, uint(2, 0))),
      'tls.handshake.extension_unsolicited',
    ],
    [
      'with an extension of another message',
      more(encodeExtension(EXTENSION.alpn, vector(2, vector(1, Buffer.from('http/1.1'))))),
      'tls.handshake.extension_misplaced',
    ],
    ['with an extension twice', more(VERSION), 'tls.handshake.extension_duplicate'],
    ['with an unknown extension', more(encodeExtension(0x1234)), 'tls.handshake.extension_unsolicited'],
    ['with bytes behind it', (m) => encodeMessage(2, body(m), uint(1, 0)), 'tls.handshake.decode'],
    ['that ends early', (m) => encodeMessage(2, body(m).subarray(0, 30)), 'tls.handshake.decode'],
    [
      'with a cookie',
      more(encodeExtension(EXTENSION.cookie, vector(2, uint(1, 1)))),
      'tls.handshake.extension_unsolicited',
    ],
  ])('%s', async (_, edit, code) => {
    const [found, alert] = await hello(edit);
    expect(found).toBe(code);
    expect(alert).toBeGreaterThan(0);
  });

  it('of an old version from a server that knows TLS 1.3 is a downgrade', async () => {
    for (const last of [0, 1]) {
      const serverRandom = concat(new Uint8Array(24), Buffer.from('DOWNGRD'), uint(1, last));
      expect(await hello(withExtensions(), { serverRandom })).toEqual([
        'tls.downgrade',
        ALERTS.illegal_parameter,
      ]);
    }
  });

  it('tells of MPC mode where TLS 1.3 is not spoken', async () => {
    const error: unknown = await shakeHands(
      clientFor(),
      serverFor({ replace: { server_hello: withExtensions() } }),
    ).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'tls.version', alert: 'protocol_version' });
    expect(String(error)).toMatch(/MPC mode/);
  });

  it('may not be the second one', async () => {
    const retry = { group: 'secp384r1' } as const;
    const suite = await refusal({ retry, replace: { server_hello: set(AT.suite, 0x13, 0x02) } });
    const again = await refusal({ retry, replace: { server_hello: set(AT.random, ...RETRY_RANDOM) } });
    const group = await refusal({
      retry,
      replace: { server_hello: withExtensions(VERSION, share(0x001d, 32)) },
    });
    expect([suite[0], again[0], group[0]]).toEqual([
      'tls.handshake.suite',
      'tls.handshake.unexpected_message',
      'tls.handshake.key_share',
    ]);
  });
});

describe('a HelloRetryRequest', () => {
  const group = (id: number): Uint8Array => encodeExtension(EXTENSION.key_share, uint(2, id));
  it.each<[string, Edit, string]>([
    ['that asks for nothing', withExtensions(VERSION), 'tls.handshake.retry'],
    ['for a group whose share was sent', withExtensions(VERSION, group(0x001d)), 'tls.handshake.retry'],
    ['for a group that was not offered', withExtensions(VERSION, group(0x0019)), 'tls.handshake.retry'],
    [
      'with an empty cookie',
      withExtensions(VERSION, encodeExtension(EXTENSION.cookie, vector(2))),
      'tls.handshake.decode',
    ],
    [
      'with an unknown extension',
      withExtensions(VERSION, group(0x0018), encodeExtension(77)),
      'tls.handshake.extension_unsolicited',
    ],
    [
      'with a share in it',
      withExtensions(VERSION, encodeExtension(EXTENSION.key_share, uint(2, 0x18), vector(2, uint(1, 1)))),
      'tls.handshake.decode',
    ],
    ['of TLS 1.2', withExtensions(group(0x0018)), 'tls.version'],
    ['with something behind it', (m) => concat(m, m), 'tls.handshake.fragment'],
  ])('%s', async (_, edit, code) => {
    const [found] = await refusal({ retry: { group: 'secp384r1' }, replace: { hello_retry_request: edit } });
    expect(found).toBe(code);
  });
});
