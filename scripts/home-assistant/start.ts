import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { portProblem } from '../ports/port-problem.ts';
import { renderConfiguration } from './configuration.ts';
import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
import { DEFAULT_CACHE_DIR } from './install.ts';
import { installationPaths, isCurrent, readMarker, requirementsDigest } from './installation.ts';
import { onboard } from './onboarding.ts';
import { waitForHome, waitForServer } from './readiness.ts';
import type { ServerAddress } from './server-client.ts';
import { startServerProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';
import { forgetHomeWithoutToken, readToken, tokenPath, writeToken } from './token-file.ts';

const READY_TIMEOUT_MS = 120_000;

const Options = z.object({
  port: z.int().min(1).max(65_535),
  serverName: z
    .string()
    .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, 'must be a lower-case DNS name'),
  certificatePem: z.string().includes('-----BEGIN CERTIFICATE-----'),
  keyPem: z.string().includes('PRIVATE KEY-----'),
  caPem: z.string().includes('-----BEGIN CERTIFICATE-----'),
});

export interface StartProgress {
  readonly step: 'process' | 'answers' | 'token' | 'ready';
  readonly text: string;
}

export interface StartOptions {
  readonly cacheDir?: string;
  /** Keeps the state of the home and its token between starts. */
  readonly configDir: string;
  readonly port: number;
  /** The server's certificate, with intermediates if there are any. */
  readonly certificatePem: string;
  readonly keyPem: string;
  /** What the certificate is checked against while waiting for the server. */
  readonly caPem: string;
  /** A name in the certificate; clients connect to 127.0.0.1 and send this name (SNI). */
  readonly serverName: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: StartProgress) => void;
}

export interface RunningHomeAssistant {
  readonly url: string;
  readonly serverName: string;
  readonly port: number;
  /** The long-lived token (a JWT). A secret: it goes into a credential hole, never into a log. */
  readonly token: string;
  /** Where the token is kept, readable by its owner only. */
  readonly tokenFile: string;
  readonly pid: number;
  readonly log: string;
  /** Rejects if the process ends before {@link close} is called; never resolves. */
  readonly crash: Promise<never>;
  close(): Promise<void>;
}

/** Starts the installed Home Assistant on TLS at 127.0.0.1, and makes or reuses a long-lived token. */
export async function startHomeAssistant(options: StartOptions): Promise<RunningHomeAssistant> {
  const { configDir: folder, port, serverName, caPem, signal, onProgress } = options;
  checkOptions(options);
  const python = await installedPython(options.cacheDir ?? DEFAULT_CACHE_DIR);
  const configDir = resolve(folder);
  await layOutHome(configDir, options);
  await refuseTakenPort(port);
  signal?.throwIfAborted();
  const server = await startServerProcess({ python, configDir });
  onProgress?.({ step: 'process', text: `process ${server.pid}, log ${server.log}` });
  try {
    const token = await firstUse({ port, serverName, caPem }, configDir, server, options);
    onProgress?.({ step: 'ready', text: `https://${serverName}:${port}/ at 127.0.0.1` });
    return {
      ...{ url: `https://${serverName}:${port}`, serverName, port, token, tokenFile: tokenPath(configDir) },
      ...{ pid: server.pid, log: server.log, crash: server.crash, close: () => server.close() },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function firstUse(
  address: ServerAddress,
  configDir: string,
  server: ServerProcess,
  { signal, onProgress }: StartOptions,
): Promise<string> {
  const deadline = AbortSignal.timeout(READY_TIMEOUT_MS);
  const stop = AbortSignal.any([deadline, ...(signal ? [signal] : [])]);
  const steps = async (): Promise<string> => {
    await waitForServer(address, stop);
    onProgress?.({ step: 'answers', text: 'the web server answers over TLS' });
    const kept = await readToken(configDir);
    const token = kept ?? (await onboard(address, stop));
    if (kept === undefined) await writeToken(configDir, token);
    onProgress?.({
      step: 'token',
      text: kept === undefined ? 'made a long-lived token' : 'reused the token',
    });
    await waitForHome(address, token, stop);
    return token;
  };
  try {
    return await Promise.race([steps(), server.crash]);
  } catch (error) {
    if (deadline.aborted && signal?.aborted !== true) throw notInTime(server.log, error);
    throw error;
  }
}

function checkOptions(options: StartOptions): void {
  const issue = Options.safeParse(options).error?.issues[0];
  if (issue === undefined) return;
  throw new HomeAssistantError(
    HomeAssistantErrorCode.optionInvalid,
    `The option ${issue.path.join('.')} of a Home Assistant start is wrong: ${issue.message}`,
  );
}

async function installedPython(cacheDir: string): Promise<string> {
  const paths = installationPaths(cacheDir);
  if (isCurrent(await readMarker(paths.marker), await requirementsDigest())) return paths.python;
  throw new HomeAssistantError(
    HomeAssistantErrorCode.notInstalled,
    `There is no complete Home Assistant of the wanted version in ${cacheDir}. Install it first: installHomeAssistant, or the command "install".`,
  );
}

async function layOutHome(configDir: string, { port, certificatePem, keyPem }: StartOptions): Promise<void> {
  await mkdir(configDir, { recursive: true, mode: 0o700 });
  await forgetHomeWithoutToken(configDir);
  const [certificate, key] = [join(configDir, 'server.pem'), join(configDir, 'server-key.pem')];
  await rm(key, { force: true });
  await writeFile(key, keyPem, { mode: 0o600 });
  await writeFile(certificate, certificatePem);
  await writeFile(join(configDir, 'configuration.yaml'), renderConfiguration({ port, certificate, key }));
}

/** On a taken port Home Assistant goes on without a web server and says so in its log only. */
async function refuseTakenPort(port: number): Promise<void> {
  const problem = await portProblem(port);
  if (problem === undefined) return;
  throw new HomeAssistantError(
    HomeAssistantErrorCode.portTaken,
    `Port ${port} of 127.0.0.1 cannot be used (${problem}). Choose another port.`,
  );
}

function notInTime(log: string, cause: unknown): HomeAssistantError {
  return new HomeAssistantError(
    HomeAssistantErrorCode.deadline,
    `Home Assistant was not ready within ${READY_TIMEOUT_MS / 1000} s. Its log is ${log}.`,
    { cause },
  );
}
