import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOOPBACK } from '@cloudx3/notary';
import { ChainWriter } from '@cloudx3/sdk';
import { initNode, loadNode, registerOperator } from 'oracle-node';
import type { InitNodeOptions, InitNodeResult } from 'oracle-node';
import type { Prover } from './deploy/prove-control.ts';
import { ruleFor, setRule } from './deploy/rules.ts';
import type { Deployed } from './deployed.ts';
import { DEVELOPMENT_SCRYPT_WORK_FACTOR } from './notaries.ts';
import type { ChainPlace } from './chain-place.ts';
import type { NodePlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import type { Vendor } from './vendor/vendor.ts';

const ORACLE_NODE = fileURLToPath(new URL('../../oracle-node/daemon/src/cli/main.ts', import.meta.url));
const LOG_FILE = 'node.log';

/** A node's public keys: the operator key signs and is the peer, the account pays gas and is paid. */
export interface NodeIdentity {
  readonly name: string;
  readonly pubkey: Uint8Array;
  readonly address: string;
}

/** Makes a node's keys, unless they are there. Its configuration follows when the contracts have addresses. */
export async function openNode(
  node: NodePlan,
  chain: ChainPlace,
  passphraseFile: string,
): Promise<NodeIdentity> {
  const { pubkey, account } = await init(node, chain, passphraseFile, {});
  return { name: node.name, pubkey: Uint8Array.from(Buffer.from(pubkey, 'hex')), address: account };
}

/** What reads as an operator, with the node's name. */
export type NamedProver = Prover & { readonly name: string };

/** Writes the node's configuration, registers its operator with the bond, unless it is, and says what it agrees to. Gives what reads as this operator. */
export async function registerNode(node: NodePlan, deployed: Deployed): Promise<NamedProver> {
  const { plan, contracts, certificates, vendor } = deployed;
  const { rpcUrl, chainId, gasPrice } = plan.chain;
  const { config } = await init(node, plan.chain, deployed.passphraseFile, {
    oracle: contracts.oracle.address,
    devices: contracts.devices.address,
    tlsCa: certificates.ca,
    customCa: certificates.ca,
    resolve: Object.entries(vendor.resolve).map(([host, address]) => `${host}=${address}`),
    credential: writeSecrets(node, vendor),
    allowPrivate: LOOPBACK,
    acceptBy: deployed.makers,
    acceptOperation: vendor.adapters.flatMap(({ operations }) =>
      Object.values(operations).map(({ id }) => Buffer.from(id).toString('hex')),
    ),
  });
  await registerOperator(config, { environment: process.env });
  const { identity, tlsCa, customCa } = await loadNode(config, { environment: process.env });
  const { pubkey, sign } = identity.operator;
  const account = await ChainWriter.connect({ rpcUrl, signer: identity.wallet, gasPrice });
  try {
    const rule = ruleFor(vendor, deployed.makers);
    await setRule(account, contracts.oracle, { role: 'operator', pubkey }, rule);
  } finally {
    account.close();
  }
  return {
    name: node.name,
    network: { chainId, oracle: contracts.oracle.address },
    prover: { pubkey, sign },
    allowPrivate: LOOPBACK,
    ...(tlsCa === undefined ? {} : { tlsCa }),
    ...(customCa === undefined ? {} : { customCa }),
  };
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
  chain: ChainPlace,
  passphraseFile: string,
  more: Partial<InitNodeOptions>,
): Promise<InitNodeResult> {
  const options: InitNodeOptions = {
    home: node.home,
    name: node.name,
    rpc: chain.rpcUrl,
    chainId: chain.chainId,
    oracle: 'not-deployed-yet',
    gasPrice: chain.gasPrice,
    prefix: chain.prefix,
    listen: [`/ip4/127.0.0.1/tcp/${node.p2pPort}`],
    announce: [],
    bootstrap: [],
    httpPort: node.httpPort,
    passphraseFile,
    logFile: LOG_FILE,
    poolSize: 1,
    resolve: [],
    credential: [],
    scryptWorkFactor: DEVELOPMENT_SCRYPT_WORK_FACTOR,
    overwriteConfig: true,
    ...more,
  };
  return initNode(options, { environment: process.env });
}

/** Each node gets the vendor's secrets as files that only this user reads; returns their places, as `init` takes them. */
function writeSecrets(node: NodePlan, vendor: Vendor): string[] {
  const folder = join(node.home, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return vendor.credentials.flatMap(({ vendor: name, host, secrets }) =>
    Object.entries(secrets).map(([hole, secret]) => {
      const file = join(folder, `${name}-${hole}`);
      writeFileSync(file, `${secret}\n`, { mode: 0o600 });
      return `${host}:${hole}=${file}`;
    }),
  );
}
