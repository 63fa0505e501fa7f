// What an operator does first: makes a node, pays its bond, registers it and starts it, beside a network that runs.
//
//   MNEMONIC_FILE=FILE node main.ts --oracle ADDRESS --devices ADDRESS [--rpc URL] [--home FOLDER] [-- more options of "oracle-node init"]
//
// Each step is shown as the command that does it by hand; docs/OPERATING.md says more about each. MNEMONIC_FILE holds the words of a wallet with money,
// which sends the new node its bond and some gas, and is not needed again.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readNodeStatus } from '@cloudx3/oracle-status';
import type { NodeStatus } from '@cloudx3/oracle-status';
import { ask, start } from './oracle-node.ts';
import { networkOf, sendBond } from './chain.ts';
import { openPassphrase } from './passphrase.ts';

const { values: given, positionals: more } = parseArgs({
  allowPositionals: true,
  options: {
    rpc: { type: 'string', default: 'http://127.0.0.1:20000' },
    oracle: { type: 'string' },
    devices: { type: 'string' },
    home: { type: 'string', default: 'node' },
    name: { type: 'string', default: 'newcomer' },
    // In earnest 0.0.0.0, and --announce with a name under which others reach it.
    listen: { type: 'string', default: '/ip4/127.0.0.1/tcp/9000' },
    'http-port': { type: 'string', default: '9464' },
  },
});
const oracle = given.oracle ?? usage('the address of the oracle contract: --oracle ADDRESS');
const devices = given.devices ?? usage('the address of the devices contract: --devices ADDRESS');
const wallet = process.env['MNEMONIC_FILE'] ?? usage('a file with the words of a wallet: MNEMONIC_FILE');
const home = resolve(given.home);
const config = ['--config', resolve(home, 'node.toml')];
const network = await networkOf(given.rpc, oracle);

// 1. Keys, sealed with a passphrase, and a configuration in which every setting is explained. What is there already is kept.
if (!existsSync(resolve(home, 'node.toml'))) {
  const place = ['--rpc', given.rpc, '--chain-id', network.chainId, '--oracle', oracle, '--devices', devices];
  const ports = ['--listen', given.listen, '--http-port', given['http-port'], '--log-file', 'node.log'];
  const keys = ['--passphrase-file', openPassphrase(home)];
  // The others are on this machine. In earnest they are not, and this is left out: what strangers register leads nowhere inside then.
  const others = ['--allow-private', '127.0.0.0/8', '--allow-private', '::1/128'];
  ask('init', '--home', home, '--name', given.name, ...place, ...ports, ...others, ...keys, ...more);
}

// 2. One key signs what the node observes, the other pays and is paid. The bond is paid by the second, and comes back when the node leaves.
const { account } = JSON.parse(ask('keys', ...config, '--json')) as { account: string };
await sendBond({ rpcUrl: given.rpc, wallet, account }, network);
ask('register', ...config);

// 3. From now on it should run: in earnest a service manager starts it, and starts it again.
const node = start('start', ...config);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => node.kill(signal));
const ended = once(node, 'exit');
await Promise.race([whenRegistered(), ended]);
if (node.exitCode === null) {
  ask('status', ...config);
  console.log('It joined, and reads a feed once one invites its key and it has agreed. Ctrl-C ends it.');
}
await ended;
process.exitCode = node.exitCode ?? 1;

/** Until the node runs and sees itself on chain. It looks for the other operators' nodes once it shares a feed with them. */
async function whenRegistered(): Promise<void> {
  for (;;) {
    if ((await readStatus())?.registered === true) return;
    await new Promise((next) => setTimeout(next, 500));
  }
}

/** Undefined while nobody answers yet. */
async function readStatus(): Promise<NodeStatus | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${given['http-port']}/status`);
    const reading = readNodeStatus(await response.json());
    return reading.ok ? reading.status : undefined;
  } catch {
    return undefined;
  }
}

function usage(missing: string): never {
  console.error(`Give ${missing}`);
  process.exit(2);
}
