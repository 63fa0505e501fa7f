import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Certificates } from './certificates.ts';
import type { Contracts } from './deploy.ts';
import { DEVELOPMENT_SCRYPT_WORK_FACTOR } from './notaries.ts';
import { CHAIN_ID, GAS_PRICE, rpcUrl } from './plan.ts';
import type { NetworkPlan, NodePlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import { runProgram } from './run-program.ts';
import type { Vendor } from './vendor/vendor.ts';

const ORACLE_NODE = fileURLToPath(new URL('../../oracle-node/daemon/src/cli/main.ts', import.meta.url));
const LOG_FILE = 'node.log';

/** A node's public keys: the operator key signs and is the peer, the account pays gas and is paid. */
export interface NodeIdentity {
  readonly name: string;
  readonly pubkey: Uint8Array;
  readonly address: string;
}

const identitySchema = z.object({ pubkey: z.string(), account: z.string() });

/** Makes a node's keys, unless they are there. Its configuration follows when the contracts have addresses. */
export async function initNode(node: NodePlan, passphraseFile: string): Promise<NodeIdentity> {
  const { pubkey, account } = await init(node, passphraseFile, []);
  return { name: node.name, pubkey: Uint8Array.from(Buffer.from(pubkey, 'hex')), address: account };
}

export interface Deployed {
  readonly plan: NetworkPlan;
  readonly contracts: Contracts;
  readonly certificates: Certificates;
  readonly passphraseFile: string;
  readonly vendor: Vendor;
}

/** Writes the node's configuration and registers its operator with the bond, unless it is. */
export async function registerNode(node: NodePlan, deployed: Deployed): Promise<void> {
  const { plan, contracts, certificates, vendor } = deployed;
  await init(node, deployed.passphraseFile, [
    ...['--rpc', rpcUrl(plan), '--chain-id', CHAIN_ID, '--gas-price', GAS_PRICE],
    ...['--oracle', contracts.oracle.address, '--devices', contracts.devices.address],
    ...['--tls-ca', certificates.ca, '--custom-ca', certificates.ca],
    ...Object.entries(vendor.resolve).flatMap(([host, address]) => ['--resolve', `${host}=${address}`]),
    ...credentialOptions(node, vendor),
  ]);
  const config = join(node.home, 'node.toml');
  await runProgram(ORACLE_NODE, ['register', '--json', '--config', config], z.object({ done: z.string() }));
}

/** The node writes JSON lines to a file of its own; what else it says stands in the process's log. */
export async function startNode(processes: ProcessGroup, node: NodePlan): Promise<RunningProcess> {
  const args = ['start', '--json', '--config', join(node.home, 'node.toml')];
  return processes.start({ name: node.name, script: ORACLE_NODE, args, home: node.home });
}

/** Where a node's JSON lines are. */
export function nodeLog(node: NodePlan): string {
  return join(node.home, LOG_FILE);
}

function init(
  node: NodePlan,
  passphraseFile: string,
  more: readonly string[],
): Promise<z.output<typeof identitySchema>> {
  const args = [
    ...['init', '--json', '--overwrite-config', '--home', node.home, '--name', node.name],
    ...['--listen', `/ip4/127.0.0.1/tcp/${node.p2pPort}`, '--http-port', String(node.httpPort)],
    ...['--passphrase-file', passphraseFile, '--scrypt-work-factor', DEVELOPMENT_SCRYPT_WORK_FACTOR],
    ...['--log-file', LOG_FILE, ...more],
  ];
  return runProgram(ORACLE_NODE, args, identitySchema);
}

/** Each node gets the vendor's secrets as files that only this user reads. */
function credentialOptions(node: NodePlan, vendor: Vendor): string[] {
  const folder = join(node.home, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return vendor.credentials.flatMap(({ vendor: name, host, secrets }) =>
    Object.entries(secrets).flatMap(([hole, secret]) => {
      const file = join(folder, `${name}-${hole}`);
      writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      return ['--credential', `${host}:${hole}=${file}`];
    }),
  );
}
