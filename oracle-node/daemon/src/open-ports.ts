import { join } from 'node:path';
import {
  addressRule,
  createMpcNotarizer,
  createProxyNotarizer,
  oneAtATime,
  systemResolve,
} from '@cloudx3/notary';
import type { NotarizerOptions } from '@cloudx3/notary';
import { attestationFolder } from './archive/folder/attestation-folder.ts';
import { createSdkChain } from './chain/sdk-chain.ts';
import type { LoadedConfig } from './config/load.ts';
import type { NodePorts } from './node-ports.ts';
import { credentialLookup } from './notarizing/credentials.ts';
import { DECISION_FILE } from './policy/decision-file.ts';
import { standingRule } from './policy/configured.ts';
import { filePolicy } from './policy/file-policy.ts';
import type { Notarizers } from './notarizing/modes.ts';
import { Libp2pGossip } from './p2p/libp2p-gossip.ts';
import { sqliteQueues } from './queue/sqlite/sqlite-queue.ts';
import { openDatabase } from './store/database.ts';

/** The real ports that a configuration names: the chain's RPC, libp2p, the notaries' own protocol, files. Throws `node.store`. */
export function openPorts(
  loaded: LoadedConfig,
  { clock, telemetry }: Pick<NodePorts, 'clock' | 'telemetry'>,
): NodePorts {
  const { config, identity, resolve } = loaded;
  const { chain, p2p } = config;
  const { pubkey, privateKey } = identity.operator;
  const store = resolve(config.store);
  // First, since it fails where another process has the store: nothing else is open then.
  const database = openDatabase(join(store, 'node.db'));
  return {
    clock,
    telemetry,
    database,
    openQueue: sqliteQueues({ database, clock }),
    archive: attestationFolder(join(store, 'attestations')),
    credentials: credentialLookup(loaded.vendors),
    policy: filePolicy(
      { file: join(store, DECISION_FILE), rule: standingRule(config) },
      { clock, onRead: (problem) => telemetry.policy.decisions(problem) },
    ),
    chain: createSdkChain(
      {
        rpcUrl: chain.rpc,
        chainId: chain.id,
        oracle: chain.oracle,
        devices: chain.devices,
        gasPrice: chain.gas_price,
        account: identity.account,
      },
      { signer: identity.wallet },
    ),
    gossip: new Libp2pGossip(
      {
        ...p2p,
        network: { chainId: chain.id, oracle: chain.oracle },
        operatorKey: pubkey,
        privateKey,
      },
      {
        clock,
        telemetry,
        mayDial: addressRule(config.network.allow_private),
        resolve: oneAtATime(systemResolve),
      },
    ),
    notarizers: openNotarizers(loaded, (error) => telemetry.failure('preparing a session', error)),
  };
}

function openNotarizers(loaded: LoadedConfig, onPrepareFailed: (error: Error) => void): Notarizers {
  const { development, mpc } = loaded.config;
  const options = notarizerOptions(loaded);
  const pool = { size: mpc.pool_size };
  const threads = mpc.threads === undefined ? {} : { threads: mpc.threads };
  const byMpc = { ...options, pool, resolve: development.resolve, ...threads };
  return {
    mpc: createMpcNotarizer(byMpc, { onPrepareFailed }),
    proxy: createProxyNotarizer(options, { onPrepareFailed }),
  };
}

function notarizerOptions({ config, identity, customCa, tlsCa }: LoadedConfig): NotarizerOptions {
  const { chain, network } = config;
  return {
    network: { chainId: chain.id, oracle: chain.oracle },
    prover: identity.operator,
    allowPrivate: network.allow_private,
    ...(customCa === undefined ? {} : { customCa }),
    ...(tlsCa === undefined ? {} : { tlsCa }),
  };
}
