import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa, ServerCertificateOptions } from '@cloudx3/dev-ca';

/** Names of the servers on this machine, under the top-level domain that is reserved for tests (RFC 6761). */
export const HOSTS = {
  openMeteo: 'open-meteo.cloudx3.test',
  shelly: 'shelly.cloudx3.test',
  homeAssistant: 'home-assistant.cloudx3.test',
} as const;

const VALID_DAYS = 365;
/** Certificates that end sooner are replaced at a start, so that none ends while a network runs. */
const LEAST_MS = 30 * 86_400_000;

/** PEM files of this network: a development CA and what it issued. The CA's key is thrown away once it issued them. */
export interface Certificates {
  readonly ca: string;
  readonly vendor: { readonly cert: string; readonly key: string };
  readonly notary: { readonly cert: string; readonly key: string };
}

/** Makes the certificates at first use, and again before they end. A folder that is there is whole, since it is put in place in one step. */
export async function openCertificates(dataDir: string, nowMs = Date.now()): Promise<Certificates> {
  const folder = join(dataDir, 'tls');
  if (!existsSync(folder) || endOf(folder) < nowMs + LEAST_MS) {
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    // From a minute ago, for clocks that are behind.
    const validity = { validDays: VALID_DAYS, notBefore: new Date(nowMs - 60_000) };
    const ca = await createDevelopmentCa(validity);
    writeFileSync(join(fresh, 'ca.pem'), ca.pem);
    const { openMeteo, shelly, homeAssistant } = HOSTS;
    await issue(ca, fresh, 'vendor', { ...validity, names: [openMeteo, shelly, homeAssistant] });
    await issue(ca, fresh, 'notary', { ...validity, names: ['localhost'], addresses: ['127.0.0.1'] });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  }
  const pair = (name: string) => ({ cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) });
  return { ca: join(folder, 'ca.pem'), vendor: pair('vendor'), notary: pair('notary') };
}

/** When the authority ends, in Unix milliseconds: what it issued at the same time ends then too. */
function endOf(folder: string): number {
  return new X509Certificate(readFileSync(join(folder, 'ca.pem'))).validToDate.getTime();
}

export function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

async function issue(
  ca: DevelopmentCa,
  folder: string,
  name: string,
  subject: ServerCertificateOptions,
): Promise<void> {
  const issued = await issueServerCertificate(ca, subject);
  writeFileSync(join(folder, `${name}.pem`), issued.certificatePem);
  writeFileSync(join(folder, `${name}.key`), issued.privateKeyPem, { mode: 0o600 });
}
