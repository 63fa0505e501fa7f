import { Command, InvalidArgumentError } from 'commander';
import { bytesToHex } from '@noble/hashes/utils.js';
import { init } from '../init.ts';
import type { InitOptions } from '../init.ts';
import type { PassphraseContext } from '../read-files.ts';
import { registration } from '../registration.ts';
import { start } from '../start.ts';
import { status } from '../status.ts';
import { VERSION } from './version.ts';

/** What the program talks to. */
export interface ProgramDeps {
  readonly context: PassphraseContext;
  readonly out: (line: string) => void;
  readonly signals: SignalSource;
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;
type StopSignal = (typeof STOP_SIGNALS)[number];

/** Where SIGINT and SIGTERM come from: the process. */
export interface SignalSource {
  once(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

interface ConfigOption {
  readonly config: string;
  readonly json?: boolean;
}

/** The `cloudx3-notary` program. */
export function createProgram(deps: ProgramDeps): Command {
  const program = new Command('cloudx3-notary')
    .description('Takes part in TLS sessions and signs what it saw.')
    .version(VERSION);
  addInit(program, deps);
  const withConfig = (name: string): Command =>
    program
      .command(name)
      .requiredOption('--config <file>', 'configuration file', 'notary.toml')
      .option('--json', 'print one line of JSON');
  withConfig('start')
    .description('run the notary until SIGINT or SIGTERM')
    .action((options: ConfigOption) => runUntilSignal(options, deps));
  withConfig('status')
    .description('ask the running notary how it is')
    .action(async ({ config, json }: ConfigOption) => {
      const answer = await status(config);
      if (json === true) deps.out(JSON.stringify(answer));
      else
        for (const [name, value] of Object.entries(answer)) deps.out(`${name.padEnd(18)} ${String(value)}`);
    });
  withConfig('registration')
    .description('print the message that registers this notary on chain')
    .requiredOption('--account <address>', 'account that sends it, pays the bond and is paid')
    .requiredOption('--name <name>', 'name for people')
    .requiredOption('--url <url>', 'URL by which provers reach the notary')
    .action(async (options: ConfigOption & { account: string; name: string; url: string }) => {
      const { contract, message } = await registration(options.config, options, deps.context);
      if (options.json !== true)
        deps.out(`Execute on ${contract} from ${options.account}, with the bond as funds:`);
      deps.out(JSON.stringify(options.json === true ? { contract, message } : message));
    });
  return program;
}

function addInit(program: Command, { context, out }: ProgramDeps): void {
  program
    .command('init')
    .description('write a configuration file and an encrypted signing key')
    .requiredOption('--dir <folder>', 'folder to write into', '.')
    .requiredOption('--chain-id <id>', 'chain that is served')
    .requiredOption('--oracle <address>', 'oracle contract')
    .option('--devices <address>', 'devices contract, so that it is known what commands pay')
    .requiredOption('--rpc <url>', 'RPC of a node of the chain')
    .requiredOption('--tls-cert <file>', "PEM certificate of the notary's own address")
    .requiredOption('--tls-key <file>', 'PEM key of it')
    .option('--host <address>', 'address to listen on', '0.0.0.0')
    .option('--port <port>', 'port to listen on', integer, 7047)
    .option('--admin-port <port>', 'loopback port for /health and /metrics', integer)
    .option('--public-url <url>', 'URL by which provers reach the notary')
    .option('--custom-ca <file>', 'private CA that servers may use')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--scrypt-work-factor <n>', 'cost of opening the key, as an exponent of two', integer)
    .option('--development', 'serve hosts on private addresses')
    .option('--json', 'print one line of JSON')
    .action(async (options: InitOptions & { json?: boolean }) => {
      const result = await init(options, context);
      if (options.json === true) out(JSON.stringify(result));
      else {
        out(`Configuration  ${result.config}`);
        out(`Key            ${result.keyFile} (encrypted; back it up)`);
        out(`Public key     ${result.pubkey}`);
        out('Next: "registration" prints what registers it on chain, "start" runs it.');
      }
    });
}

async function runUntilSignal({ config, json }: ConfigOption, deps: ProgramDeps): Promise<void> {
  // Heard from the first moment: a signal that comes while the notary starts must neither be lost nor kill it half-way.
  const signalled = Promise.withResolvers<undefined>();
  const onSignal = (): void => signalled.resolve(undefined);
  for (const signal of STOP_SIGNALS) deps.signals.once(signal, onSignal);
  try {
    const notary = await start(config, deps.context);
    const { url, adminUrl } = notary;
    const pubkey = bytesToHex(notary.pubkey);
    if (json === true) deps.out(JSON.stringify({ ready: true, url, pubkey, admin: adminUrl }));
    else deps.out(`Notary ${pubkey} is ready at ${url}`);
    await signalled.promise;
    await notary.close();
  } finally {
    for (const signal of STOP_SIGNALS) deps.signals.off(signal, onSignal);
  }
}

function integer(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('Write a whole number.');
  return number;
}
