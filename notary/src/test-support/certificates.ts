import { X509Certificate } from 'node:crypto';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa } from '@cloudx3/dev-ca';

/** What a server on this machine needs to be believed by who trusts `ca`. */
export interface TestTls {
  readonly ca: DevelopmentCa;
  /** PEM, for `localhost` and 127.0.0.1. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** The DER of a certificate in PEM, which is how options name an authority. */
export function derOf(pem: string): Uint8Array {
  return new Uint8Array(new X509Certificate(pem).raw);
}

/** A fresh authority, and a certificate by it for this machine. */
export async function testTls(): Promise<TestTls> {
  const ca = await createDevelopmentCa({ validDays: 1 });
  const { certificatePem, privateKeyPem } = await issueServerCertificate(ca, {
    names: ['localhost'],
    addresses: ['127.0.0.1'],
    validDays: 1,
  });
  return { ca, cert: certificatePem, key: privateKeyPem };
}
