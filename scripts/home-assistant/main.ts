import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { Command, InvalidArgumentError } from 'commander';
import { HomeAssistantError } from './error.ts';
import { DEFAULT_CACHE_DIR, installHomeAssistant } from './install.ts';
import { startHomeAssistant } from './start.ts';
import type { StartOptions } from './start.ts';

const CERTIFICATE_DAYS = 30;

interface InstallFlags {
  readonly cacheDir: string;
  readonly json?: true;
}

interface StartFlags extends InstallFlags {
  readonly configDir: string;
  readonly port: number;
  readonly serverName: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly ca?: string;
}

type Certificates = Pick<StartOptions, 'certificatePem' | 'keyPem' | 'caPem'>;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => stop.abort(new DOMException(`ended by ${name}`, 'AbortError')));
}

const program = new Command('home-assistant').description('A genuine Home Assistant for tests, from PyPI');

program
  .command('install')
  .description('install Home Assistant, or find that it is installed')
  .option('--cache-dir <folder>', 'where it is installed', DEFAULT_CACHE_DIR)
  .option('--json', 'print one line of JSON on stdout; progress goes to stderr')
  .action(async (flags: InstallFlags) => print(flags, await install(flags)));

program
  .command('start')
  .description('install if needed, then run on TLS at 127.0.0.1 until SIGINT or SIGTERM')
  .requiredOption('--config-dir <folder>', 'keeps its state and its token between starts')
  .option('--cache-dir <folder>', 'where it is installed', DEFAULT_CACHE_DIR)
  .option('--port <number>', 'TCP port', parsePort, 8123)
  .option('--server-name <name>', 'name in the certificate', 'home-assistant.cloudx3.test')
  .option('--certificate <file>', 'certificate in PEM; without it a development CA issues one')
  .option('--key <file>', 'its private key in PEM')
  .option('--ca <file>', 'the CA of the certificate in PEM')
  .option('--json', 'print one line of JSON on stdout once it is ready; progress goes to stderr')
  .action(start);

async function install({ cacheDir }: InstallFlags): Promise<object> {
  return installHomeAssistant({ cacheDir, signal: stop.signal, onProgress: say });
}

async function start(flags: StartFlags): Promise<void> {
  // First, since an installation takes minutes.
  const given = await givenCertificates(flags);
  await install(flags);
  const { cacheDir, configDir, port, serverName } = flags;
  const certificates = given ?? (await issueCertificates(flags));
  const options = {
    ...certificates,
    cacheDir,
    configDir,
    port,
    serverName,
    signal: stop.signal,
    onProgress: say,
  };
  const running = await startHomeAssistant(options);
  const { url, tokenFile, pid, log } = running;
  // The token itself is not printed: a terminal's scrollback and a CI log outlive it.
  print(flags, { url, serverName, port, pid, log, tokenFile, caFile: flags.ca ?? caPath(configDir) });
  const ended = new Promise<void>((done) =>
    stop.signal.addEventListener('abort', () => done(), { once: true }),
  );
  try {
    if (!stop.signal.aborted) await Promise.race([ended, running.crash]);
  } finally {
    await running.close();
  }
}

async function givenCertificates({ certificate, key, ca }: StartFlags): Promise<Certificates | undefined> {
  if (certificate === undefined && key === undefined && ca === undefined) return undefined;
  if (certificate === undefined || key === undefined || ca === undefined)
    return program.error('--certificate, --key and --ca go together: give all three or none');
  return { certificatePem: await read(certificate), keyPem: await read(key), caPem: await read(ca) };
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) =>
    program.error(`${path} cannot be read: ${String(error)}`),
  );
}

async function issueCertificates({ configDir, serverName }: StartFlags): Promise<Certificates> {
  const authority = await createDevelopmentCa({ validDays: CERTIFICATE_DAYS });
  const issued = await issueServerCertificate(authority, {
    names: [serverName],
    validDays: CERTIFICATE_DAYS,
  });
  await mkdir(configDir, { recursive: true, mode: 0o700 });
  await writeFile(caPath(configDir), authority.pem);
  return { certificatePem: issued.certificatePem, keyPem: issued.privateKeyPem, caPem: authority.pem };
}

function caPath(configDir: string): string {
  return join(resolve(configDir), 'ca.pem');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('must be a number from 1 to 65535');
}

function say({ step, text }: { step: string; text: string }): void {
  console.error(`${step}: ${text}`);
}

function print({ json }: InstallFlags, result: object): void {
  if (json) console.log(JSON.stringify(result));
  else for (const [key, value] of Object.entries(result)) console.log(`${key}: ${String(value)}`);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!stop.signal.aborted) {
    const known = error instanceof HomeAssistantError;
    console.error(known ? `${error.message}\n(${error.code})` : error);
    process.exitCode = 1;
  } else process.exitCode = 130;
}
