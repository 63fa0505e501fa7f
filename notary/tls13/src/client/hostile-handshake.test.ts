import { beforeAll, describe, expect, it } from 'vitest';
import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage } from '../handshake/message.ts';
import { RETRY_RANDOM } from '../handshake/server-hello.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { ALERTS } from '../record/alert.ts';
import { CLIENT_AUTH, issue, issueChain, keyPair, NOW_MS } from '../test-support/certificates.ts';
import type { Chain } from '../test-support/certificates.ts';
import { refusalOf, shakeHands, testClient } from '../test-support/conversation.ts';
import {
  flip,
  asType,
  body,
  AT,
  withExtensions,
  more,
  VERSION,
  encryptedExtensions,
  set,
} from '../test-support/edits.ts';
import type { Edit } from '../test-support/edits.ts';
import { encodeCertificate, ScriptedServer } from '../test-support/scripted-server.ts';
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

describe('a server that lies', () => {
  it.each<[string, Partial<ScriptedServerOptions>, string]>([
    ['in its CertificateVerify', { replace: { certificate_verify: flip(-1) } }, 'tls.certificate_verify'],
    ['in the scheme', { replace: { certificate_verify: set(4, 8, 4) } }, 'tls.certificate_verify'],
    ['with PKCS #1', { replace: { certificate_verify: set(4, 4, 1) } }, 'tls.certificate_verify'],
    ['in its Finished', { replace: { finished: flip(-1) } }, 'tls.finished'],
    [
      'with a short Finished',
      { replace: { finished: (m) => encodeMessage(20, body(m).subarray(1)) } },
      'tls.finished',
    ],
    [
      'about its EncryptedExtensions',
      { tamper: { encrypted_extensions: encryptedExtensions(encodeExtension(10, vector(2, uint(2, 29)))) } },
      'tls.certificate_verify',
    ],
    ['about its hello', { tamper: { server_hello: flip(AT.random) } }, 'tls.record.mac'],
    [
      'about the first hello',
      {
        retry: { group: 'secp384r1' },
        tamper: { hello_retry_request: more(encodeExtension(44, vector(2, uint(1, 1)))) },
      },
      'tls.record.mac',
    ],
  ])('%s', async (_, options, code) => {
    expect(await refusal(options)).toEqual([code, -1]);
  });

  it('with the key of somebody else', async () => {
    const [code] = await refusal({ privateKey: keyPair('p256', 'stolen').privateKey });
    expect(code).toBe('tls.certificate_verify');
  });

  it('with a key of another kind', async () => {
    const [code] = await refusal({ privateKey: keyPair('ed25519', 'other').privateKey });
    expect(code).toBe('tls.certificate_verify');
  });
});

describe('EncryptedExtensions and Certificate', () => {
  const alpn = (...names: string[]): Edit =>
    encryptedExtensions(
      encodeExtension(EXTENSION.alpn, vector(2, ...names.map((name) => vector(1, Buffer.from(name))))),
    );

  it.each<[string, ServerMessage, Edit, string]>([
    ['another protocol', 'encrypted_extensions', alpn('h2'), 'tls.handshake.alpn'],
    ['two protocols', 'encrypted_extensions', alpn('http/1.1', 'http/1.1'), 'tls.handshake.decode'],
    ['no protocol', 'encrypted_extensions', alpn(), 'tls.handshake.decode'],
    [
      'early data',
      'encrypted_extensions',
      encryptedExtensions(encodeExtension(42)),
      'tls.handshake.extension_unsolicited',
    ],
    [
      'a key share',
      'encrypted_extensions',
      encryptedExtensions(encodeExtension(51)),
      'tls.handshake.extension_misplaced',
    ],
    [
      'a name in the answer',
      'encrypted_extensions',
      encryptedExtensions(encodeExtension(0, uint(1, 1))),
      'tls.handshake.decode',
    ],
    [
      'an extension twice',
      'encrypted_extensions',
      encryptedExtensions(encodeExtension(0), encodeExtension(0)),
      'tls.handshake.extension_duplicate',
    ],
    [
      'bytes behind the extensions',
      'encrypted_extensions',
      (m) => encodeMessage(8, body(m), uint(1, 0)),
      'tls.handshake.decode',
    ],
    ['no certificate', 'certificate', () => encodeCertificate([]), 'tls.certificate.missing'],
    [
      'an empty certificate',
      'certificate',
      () => encodeCertificate([new Uint8Array(0)]),
      'tls.handshake.decode',
    ],
    [
      'a context',
      'certificate',
      (m) => encodeMessage(11, vector(1, uint(1, 1)), m.subarray(5)),
      'tls.handshake.parameter',
    ],
    [
      'an extension with a certificate',
      'certificate',
      () => encodeMessage(11, vector(1), vector(3, vector(3, uint(1, 1)), vector(2, encodeExtension(5)))),
      'tls.handshake.extension_unsolicited',
    ],
    ['a compressed certificate', 'certificate', asType(25), 'tls.handshake.unexpected_message'],
    [
      'a wish for a certificate',
      'certificate',
      () => encodeMessage(13, vector(1), vector(2, encodeExtension(13, vector(2, uint(2, 0x0403))))),
      'tls.client_certificate_requested',
    ],
    [
      'too much in one message',
      'certificate',
      () => concat(uint(1, 11), uint(3, 65_600), new Uint8Array(20_000)),
      'tls.handshake.limits',
    ],
  ])('%s', async (_, message, edit, code) => {
    expect((await refusal({ replace: { [message]: edit } }))[0]).toBe(code);
  });

  it('every bad certificate has its own code', async () => {
    const day = 86_400_000;
    const past = { notBefore: new Date(NOW_MS - 9 * day), notAfter: new Date(NOW_MS - day) };
    const cases: [Parameters<typeof issueChain>[0], string, number][] = [
      [{ leaf: past }, 'tls.certificate.expired', ALERTS.certificate_expired],
      [
        { leaf: { names: [{ type: 'dns', value: 'b.test' }] } },
        'tls.certificate.name',
        ALERTS.bad_certificate,
      ],
      [{ leaf: { purposes: [CLIENT_AUTH] } }, 'tls.certificate.key_usage', ALERTS.unsupported_certificate],
      [{ intermediate: { ca: false } }, 'tls.certificate.constraints', ALERTS.bad_certificate],
      [{ root: { key: keyPair('p256', 'unknown root') } }, 'tls.certificate.untrusted', ALERTS.unknown_ca],
    ];
    for (const [options, code, alert] of cases) {
      const own = await issueChain(options);
      const error: unknown = await shakeHands(
        clientFor(),
        serverFor({ chain: own.der, privateKey: own.leaf.key.privateKey }),
      ).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code });
      expect(ALERTS[(error as { alert: keyof typeof ALERTS }).alert]).toBe(alert);
    }
    const tomorrow = clientFor({}, NOW_MS - 2 * day);
    expect((await refusal({}, tomorrow))[0]).toBe('tls.certificate.not_yet_valid');
    const self = await issue({ subject: 'CN=a.test', names: [{ type: 'dns', value: 'a.test' }] });
    expect((await refusal({ chain: [self.der], privateKey: self.key.privateKey }))[0]).toBe(
      'tls.certificate.untrusted',
    );
  });
});
