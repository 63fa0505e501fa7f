import { describe, expect, it } from 'vitest';
import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage } from '../handshake/message.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { ALERTS } from '../record/alert.ts';
import { CLIENT_AUTH, issue, issueChain, keyPair, NOW_MS } from '../test-support/certificates.ts';
import { shakeHands } from '../test-support/conversation.ts';
import { asType, AT, body, encryptedExtensions, flip, more, set } from '../test-support/edits.ts';
import type { Edit } from '../test-support/edits.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServerOptions } from '../test-support/scripted-server.ts';
import { encodeCertificate } from '../test-support/server-messages.ts';
import type { ServerMessage } from '../test-support/server-messages.ts';

const { clientFor, serverFor, refusal } = await endpoints();

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
