import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import { firstConfigText } from '../config/first-start.ts';
import { readConfig, readToml } from '../config/read.ts';
import { startEmulator } from '../emulator.ts';
import type { Emulator } from '../emulator.ts';
import { EmulatorError } from '../error.ts';
import { chooseVendors } from '../registry/choose.ts';
import { loadVendors } from '../registry/load.ts';

/** What the command line says; files are not read yet. */
export interface StartOptions {
  readonly home: string;
  readonly config?: string;
  readonly vendor?: readonly string[];
  readonly port: number;
  readonly adminPort: number;
  readonly cert: string;
  readonly key: string;
  readonly json?: true;
  readonly logLevel: string;
}

/** Starts, says where, and waits for the signal to end. A mistake of the caller is one line on stderr and exit code 1. */
export async function run(options: StartOptions): Promise<void> {
  try {
    const configFile = options.config ?? join(options.home, 'emulator.toml');
    const emulator = await start(options, configFile);
    // Before anybody hears that it runs, since who hears may end it at once.
    const end = ended();
    if (options.json === true) process.stdout.write(`${JSON.stringify(readyLine(emulator, configFile))}\n`);
    await end;
    await emulator.close();
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exitCode = 1;
  }
}

async function start(options: StartOptions, configFile: string): Promise<Emulator> {
  // To stderr, so that stdout has the line of --json and nothing else.
  const logger = pino({ name: 'emulator', level: options.logLevel }, destination(2));
  const isFirst = options.config === undefined && !existsSync(configFile);
  const given = isFirst ? undefined : readToml(readText(configFile, '--config'));
  const vendors = await chooseVendors(
    { modules: options.vendor, config: given, folder: process.cwd() },
    {
      load: loadVendors,
      leftOut: ({ vendor }) =>
        logger.warn({ vendor }, 'a vendor is installed and not played: the configuration has no table of it'),
    },
  );
  mkdirSync(options.home, { recursive: true });
  // Keys are in it, even if they open nothing but this.
  if (isFirst) writeFileSync(configFile, firstConfigText(vendors), { mode: 0o600 });
  return startEmulator(
    {
      home: options.home,
      config: readConfig(given ?? readToml(readText(configFile, '--home')), vendors),
      vendors,
      certificate: readText(options.cert, '--cert'),
      privateKey: readText(options.key, '--key'),
      port: options.port,
      adminPort: options.adminPort,
    },
    { logger, now: Date.now },
  );
}

/** Keys of accounts are not in it: they are in the configuration file that it names. */
function readyLine(emulator: Emulator, configFile: string): Record<string, unknown> {
  const { port, adminPort, hosts } = emulator;
  return { ready: true, address: '127.0.0.1', port, adminPort, hosts, config: configFile, pid: process.pid };
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EmulatorError('emulator.config', `${option}: ${file} cannot be read`, { cause });
  }
}

async function ended(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await promise;
  process.off('SIGINT', end);
  process.off('SIGTERM', end);
}
