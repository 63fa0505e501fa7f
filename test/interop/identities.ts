import { X509Certificate, createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDevelopmentCa, issueIntermediateCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa } from '@cloudx3/dev-ca';
import { AXES } from './axes.ts';
import type { CertificateKind } from './axes.ts';

export const SERVER_NAME = 'interop.vendor.test';
const VALID_DAYS = 2;

/** A certificate of one kind, as files that any server reads, and what the evidence has to say of it. */
export interface Identity {
  /** The leaf and, for a chain, the intermediate behind it. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly spkiSha256: Uint8Array;
}

export type Identities = Readonly<Record<CertificateKind, Identity>>;

export interface Authority {
  readonly ca: DevelopmentCa;
  readonly spkiSha256: Uint8Array;
  readonly identities: Identities;
}

export async function makeAuthority(folder: string): Promise<Authority> {
  const ca = await createDevelopmentCa({ validDays: VALID_DAYS });
  const between = await issueIntermediateCa(ca, {
    name: 'Interop Intermediate',
    validDays: VALID_DAYS,
    key: 'rsa-3072',
  });
  const entries = AXES.certificate.map(
    async (kind) => [kind, await issue(kind, ca, between, folder)] as const,
  );
  const identities = Object.fromEntries(await Promise.all(entries)) as Record<CertificateKind, Identity>;
  return { ca, spkiSha256: spkiSha256(ca.pem), identities };
}

async function issue(
  kind: CertificateKind,
  root: DevelopmentCa,
  between: DevelopmentCa,
  folder: string,
): Promise<Identity> {
  const { certificatePem, privateKeyPem } = await issueServerCertificate(kind === 'chain' ? between : root, {
    names: [SERVER_NAME],
    validDays: VALID_DAYS,
    key: kind === 'chain' ? 'ecdsa-p256' : kind,
  });
  const certificateFile = join(folder, `${kind}.pem`);
  const keyFile = join(folder, `${kind}.key`);
  await writeFile(certificateFile, `${certificatePem}\n`);
  await writeFile(keyFile, `${privateKeyPem}\n`, { mode: 0o600 });
  return { certificateFile, keyFile, certificatePem, privateKeyPem, spkiSha256: spkiSha256(certificatePem) };
}

/** Of the first certificate in this PEM. */
function spkiSha256(pem: string): Uint8Array {
  const spki = new X509Certificate(pem).publicKey.export({ format: 'der', type: 'spki' });
  return Uint8Array.from(createHash('sha256').update(spki).digest());
}
