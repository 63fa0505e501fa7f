import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDevelopmentCa, issueIntermediateCa, issueServerCertificate } from './index.ts';
import type { DevelopmentCa, ServerCertificate } from './index.ts';

const MS_PER_DAY = 86_400_000;
let ca: DevelopmentCa;

beforeAll(async () => {
  ca = await createDevelopmentCa({ validDays: 2 });
});

/** What an ordinary TLS client that trusts the CA says to a server with this certificate. */
async function greet(
  { certificatePem, privateKeyPem }: ServerCertificate,
  servername: string,
): Promise<string> {
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (socket) => socket.end('hello'));
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, servername, ca: ca.pem });
    try {
      await once(socket, 'secureConnect');
      return 'trusted';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'no code';
    } finally {
      socket.destroy();
    }
  } finally {
    server.close();
  }
}

describe('createDevelopmentCa', () => {
  it('bears the subject of the public anchor, byte for byte', () => {
    const anchor = rootCertificates
      .map((pem) => new X509Certificate(pem))
      .find(({ subject }) => subject.endsWith('CN=Amazon Root CA 3'));
    // In a self-signed certificate the subject stands there twice; it is 59 bytes of DER with this head.
    const subjectOf = (der: Buffer): string => {
      const at = der.indexOf(Buffer.from('3039310b3009060355040613', 'hex'));
      return der.subarray(at, at + 59).toString('hex');
    };
    expect(subjectOf(Buffer.from(ca.der))).toBe(subjectOf(anchor?.raw ?? Buffer.alloc(0)));
  });

  it('is a P-256 CA that signed itself, in every form that is given', () => {
    const certificate = new X509Certificate(ca.der);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(new X509Certificate(ca.pem).fingerprint256).toBe(certificate.fingerprint256);
    expect(ca.privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('refuses a validity that is none', async () => {
    await expect(createDevelopmentCa({ validDays: 0 })).rejects.toThrow(RangeError);
    await expect(createDevelopmentCa({ validDays: Number.NaN })).rejects.toThrow(RangeError);
  });
});

describe('issueServerCertificate', () => {
  it.each(['ecdsa-p256', 'ecdsa-p384', 'rsa-2048', 'rsa-3072', 'ed25519'] as const)(
    'issues an %s certificate that a client trusts for its names',
    async (key) => {
      const leaf = await issueServerCertificate(ca, { names: ['a.test', 'b.test'], validDays: 1, key });
      expect(await greet(leaf, 'a.test')).toBe('trusted');
      expect(await greet(leaf, 'b.test')).toBe('trusted');
      expect(await greet(leaf, 'c.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(new X509Certificate(leaf.certificatePem).ca).toBe(false);
    },
  );

  it('issues what is expired already, and what is for an address', async () => {
    const notBefore = new Date(Date.now() - 3 * MS_PER_DAY);
    const expired = await issueServerCertificate(ca, { names: ['a.test'], validDays: 1, notBefore });
    expect(expired.notAfter.getTime()).toBeLessThan(Date.now());
    expect(await greet(expired, 'a.test')).toBe('CERT_HAS_EXPIRED');
    const local = await issueServerCertificate(ca, {
      names: ['a.test'],
      addresses: ['127.0.0.1'],
      validDays: 1,
    });
    expect(new X509Certificate(local.certificatePem).checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  it('is not trusted when another CA issued it', async () => {
    const other = await createDevelopmentCa({ validDays: 1 });
    const leaf = await issueServerCertificate(other, { names: ['a.test'], validDays: 1 });
    expect(await greet(leaf, 'a.test')).toMatch(/CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY|UNABLE_TO_GET/);
  });
});

describe('issueIntermediateCa', () => {
  it.each(['rsa-3072', 'ecdsa-p384', 'ed25519'] as const)(
    'with an %s key issues certificates that a client of the root trusts by their chain',
    async (key) => {
      const intermediate = await issueIntermediateCa(ca, { name: 'Between', validDays: 1, key });
      const leaf = await issueServerCertificate(intermediate, { names: ['a.test'], validDays: 1 });
      expect(leaf.certificatePem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      expect(await greet(leaf, 'a.test')).toBe('trusted');
      const [alone = ''] = leaf.certificatePem.split(/(?<=-----END CERTIFICATE-----)/);
      expect(await greet({ ...leaf, certificatePem: alone }, 'a.test')).toMatch(/UNABLE_TO/);
    },
  );
});
