import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDevelopmentCa, issueIntermediateCa, issueServerCertificate } from './index.ts';
import type { DevelopmentCa } from './index.ts';

const MS_PER_DAY = 86_400_000;
let ca: DevelopmentCa;
beforeAll(async () => {
  ca = await createDevelopmentCa({ validDays: 2 });
});

/** The certificates of a PEM text, in their order. */
const certificatesIn = (pem: string) =>
  pem
    .split(/(?<=-----END CERTIFICATE-----)\s*/)
    .filter(Boolean)
    .map((one) => new X509Certificate(one));

describe('a certificate authority', () => {
  it('is another one each time, whose key nobody else has', async () => {
    const other = await createDevelopmentCa({ validDays: 2 });
    expect(other.der).not.toEqual(ca.der);
    expect(new X509Certificate(other.der).verify(new X509Certificate(ca.der).publicKey)).toBe(false);
    const own = createPublicKey(createPrivateKey(ca.privateKeyPem)).export({ type: 'spki', format: 'pem' });
    expect(new X509Certificate(ca.der).publicKey.export({ type: 'spki', format: 'pem' })).toBe(own);
  });

  it('is good for so many days from the moment that is named, and else from a minute ago', async () => {
    const notBefore = new Date('2026-01-01T00:00:00Z');
    const { certificate } = await createDevelopmentCa({ validDays: 3, notBefore });
    expect([certificate.notBefore, certificate.notAfter]).toEqual([
      notBefore,
      new Date('2026-01-04T00:00:00Z'),
    ]);
    // Another machine's clock may be behind this one's.
    expect(Date.now() - ca.certificate.notBefore.getTime()).toBeGreaterThanOrEqual(60_000);
    expect(ca.certificate.notAfter.getTime() - ca.certificate.notBefore.getTime()).toBe(2 * MS_PER_DAY);
  });
});

describe('what an authority issues', () => {
  it('is for servers: neither for clients nor for signing further certificates', async () => {
    const leaf = await issueServerCertificate(ca, { names: ['a.test'], validDays: 1 });
    const [certificate] = certificatesIn(leaf.certificatePem);
    // TLS web server authentication (RFC 5280, section 4.2.1.12) and nothing else.
    expect(certificate?.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate?.checkPrivateKey(createPrivateKey(leaf.privateKeyPem))).toBe(true);
    expect(certificate?.checkIssued(new X509Certificate(ca.der))).toBe(true);
  });

  it('has a key and a serial number of its own each time', async () => {
    const issued = await Promise.all(
      [1, 2].map(() => issueServerCertificate(ca, { names: ['a.test'], validDays: 1 })),
    );
    const [first, second] = issued.map(({ certificatePem }) => new X509Certificate(certificatePem));
    expect(first?.serialNumber).not.toBe(second?.serialNumber);
    expect(first?.publicKey.equals(second!.publicKey)).toBe(false);
  });

  it('comes with every authority below the root, the nearest first, and never with the root', async () => {
    const outer = await issueIntermediateCa(ca, { name: 'Outer', validDays: 1 });
    const inner = await issueIntermediateCa(outer, { name: 'Inner', validDays: 1, key: 'ed25519' });
    const leaf = await issueServerCertificate(inner, { names: ['a.test'], validDays: 1, key: 'rsa-2048' });
    const chain = certificatesIn(leaf.certificatePem);
    expect(chain.map(({ subject }) => subject)).toEqual(['CN=a.test', 'CN=Inner', 'CN=Outer']);
    chain.forEach((certificate, i) => {
      const issuer = chain[i + 1] ?? new X509Certificate(ca.der);
      expect([i, certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)]).toEqual([i, true]);
    });
    expect(chain.map((certificate) => certificate.ca)).toEqual([false, true, true]);
  });
});
