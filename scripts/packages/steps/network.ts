import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANY_CONNECTIONS, repositoryRoot } from '@cloudx3/launcher';
import { z } from 'zod';
import { openPassphrase } from '../../start/accounts.ts';
import { openCertificates } from '../../start/certificates.ts';
import type { Certificates } from '../../start/certificates.ts';
import { output } from '../command.ts';
import { optionsOf, runProgram, startProgram } from '../installed-program.ts';
import type { Options } from '../installed-program.ts';
import type { Installed, Step } from '../step.ts';

const ARTIFACT = join(repositoryRoot, 'contracts', 'artifacts', 'oracle.wasm');
const HOME = 'chain';

const chainReady = z.object({ rpc: z.string(), chainId: z.string() });
const dappLine = z.object({ oracle: z.string(), denom: z.literal('ustake'), bond: z.literal('1.000000') });

/** The installed programs run together: a dapp deploys the contract on the installed chain; notary, node and emulator start beside it. */
export const network: Step = {
  name: 'network',
  run: async (installed) => {
    const { folder, nodes } = installed;
    await runProgram(folder, nodes.programs, ['cloudx3-devnet', 'init', ...optionsOf({ home: HOME })]);
    await using started = await startProgram(folder, nodes.programs, [
      'cloudx3-devnet',
      'start',
      ...optionsOf({ home: HOME, port: 0, 'block-ms': 200, json: true, 'log-level': 'error' }),
    ]);
    const { rpc, chainId } = chainReady.parse(started.ready);
    const oracle = await runDapps(installed, rpc);
    const certificates = await openCertificates(folder);
    const keys = { 'passphrase-file': openPassphrase(folder), 'scrypt-work-factor': 10 };
    const common = { 'chain-id': chainId, oracle, rpc, ...keys };
    await tryNotary(installed, certificates, common);
    await tryNode(installed, common);
    await tryEmulator(installed, certificates);
    return { sdkOn: [nodes.oldest.version, nodes.programs.version] };
  },
};

/** Gives the address of the contract that the last of them deployed. */
async function runDapps({ folder, nodes }: Installed, rpc: string): Promise<string> {
  let oracle = '';
  for (const { binary } of [nodes.oldest, nodes.programs]) {
    const dapp = [join('out', 'dapp.js'), rpc, join(HOME, 'dev-account.json'), ARTIFACT];
    oracle = dappLine.parse(JSON.parse(await output(binary, dapp, { cwd: folder }))).oracle;
  }
  return oracle;
}

/** It must run with its own settings of V8, under the id that it was started with. */
async function tryNotary(
  { folder, nodes }: Installed,
  { notary }: Certificates,
  common: Options,
): Promise<void> {
  const init = { dir: 'notary', 'tls-cert': notary.cert, 'tls-key': notary.key, port: 0, ...common };
  await runProgram(folder, nodes.programs, ['cloudx3-notary', 'init', ...optionsOf(init)]);
  const start = optionsOf({ json: true, config: 'notary/notary.toml' });
  await using running = await startProgram(folder, nodes.programs, ['cloudx3-notary', 'start', ...start]);
  if (process.platform !== 'linux') return;
  const commandLine = readFileSync(`/proc/${running.pid}/cmdline`, 'utf8').split('\0');
  const lost = MANY_CONNECTIONS.filter((flag) => !commandLine.includes(flag));
  if (lost.length > 0) throw new Error(`cloudx3-notary runs without ${lost.join(' ')}`);
}

/** It has no bond, and so reports nothing; but it speaks to the chain and listens for peers. */
async function tryNode({ folder, nodes }: Installed, common: Options): Promise<void> {
  const init = { home: 'node', listen: '/ip4/127.0.0.1/tcp/0', 'http-port': 0, ...common };
  await runProgram(folder, nodes.programs, ['oracle-node', 'init', ...optionsOf(init)]);
  const start = optionsOf({ json: true, config: 'node/node.toml' });
  await using _running = await startProgram(folder, nodes.programs, ['oracle-node', 'start', ...start]);
}

async function tryEmulator({ folder, nodes }: Installed, { vendor }: Certificates): Promise<void> {
  const start = optionsOf({ home: 'emulator', cert: vendor.cert, key: vendor.key, port: 0, json: true });
  await using _running = await startProgram(folder, nodes.programs, ['cloudx3-emulator', 'start', ...start]);
}
