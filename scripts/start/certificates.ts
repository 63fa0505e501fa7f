import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';

/** Names of the servers on this machine, under the top-level domain that is reserved for tests (RFC 6761). */
export const HOSTS = {
  openMeteo: 'open-meteo.cloudx3.test',
  shelly: 'shelly.cloudx3.test',
  homeAssistant: 'home-assistant.cloudx3.test',
} as const;

const VALID_DAYS = 365;

/** PEM files of this network: a development CA and what it issued. The CA's key is thrown away once it issued them. */
export interface Certificates {
  readonly ca: string;
  readonly vendor: { readonly cert: string; readonly key: string };
  readonly notary: { readonly cert: string; readonly key: string };
}

/** Makes the certificates at first use. A folder that is there is whole, since it is put in place in one step. */
export async function openCertificates(dataDir: string): Promise<Certificates> {
  const folder = join(dataDir, 'tls');
  if (!existsSync(folder)) {
    const fresh = `${folder}.new`;
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    const ca = await createDevelopmentCa({ validDays: VALID_DAYS });
    writeFileSync(join(fresh, 'ca.pem'), ca.pem);
    const { openMeteo, shelly, homeAssistant } = HOSTS;
    await issue(ca, fresh, 'vendor', { names: [openMeteo, shelly, homeAssistant] });
    await issue(ca, fresh, 'notary', { names: ['localhost'], addresses: ['127.0.0.1'] });
    renameSync(fresh, folder);
  }
  const pair = (name: string) => ({ cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) });
  return { ca: join(folder, 'ca.pem'), vendor: pair('vendor'), notary: pair('notary') };
}

export function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

async function issue(
  ca: Awaited<ReturnType<typeof createDevelopmentCa>>,
  folder: string,
  name: string,
  subject: { names: [string, ...string[]]; addresses?: string[] },
): Promise<void> {
  const issued = await issueServerCertificate(ca, { ...subject, validDays: VALID_DAYS });
  writeFileSync(join(folder, `${name}.pem`), issued.certificatePem);
  writeFileSync(join(folder, `${name}.key`), issued.privateKeyPem, { mode: 0o600 });
}
