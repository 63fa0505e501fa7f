import { join } from 'node:path';
import { createMpcNotarizer, createProxyNotarizer } from '@cloudx3/notary';
import type { MpcNotarizerOptions, Notarizer } from '@cloudx3/notary';
import pLimit from 'p-limit';
import { createSdkChain } from './chain/sdk-chain.ts';
import { systemClock } from './clock/clock.ts';
import { startNode } from './compose.ts';
import type { NodeOptions, NodePorts, OracleNode } from './compose.ts';
import type { LoadedConfig } from './config/load.ts';
import { attestationFolder } from './notarizing/attestation-files.ts';
import { credentialLookup } from './notarizing/credentials.ts';
import type { Notarizers } from './notarizing/modes.ts';
import { Libp2pGossip } from './p2p/libp2p-gossip.ts';
import { openDatabase } from './store/database.ts';
import { Telemetry } from './telemetry/events.ts';
import { startHttpServer } from './telemetry/http-server.ts';
import type { HttpServer } from './telemetry/http-server.ts';
import { createLogger } from './telemetry/logger.ts';
import { createMetrics } from './telemetry/metrics.ts';

export interface RunningNode {
  readonly node: OracleNode;
  readonly http: HttpServer;
  readonly telemetry: Telemetry;
  close(): Promise<void>;
}

// A quarter of a second: turns are stages of half a second and more.
const TICK_MS = 250;
/** Readings in PROXY mode cost next to nothing; those by MPC are limited where they are made. */
const READINGS_AT_ONCE = 16;

/** A node on real parts: the chain's RPC, libp2p, MPC-TLS, files. `replace` puts others in their place, as adversarial tests do. */
export async function runNode(
  loaded: LoadedConfig,
  replace: (ports: NodePorts) => NodePorts = (ports) => ports,
): Promise<RunningNode> {
  const { config, resolve } = loaded;
  const clock = systemClock;
  const file = config.log.file === undefined ? undefined : resolve(config.log.file);
  const log = createLogger({ level: config.log.level, name: config.name, file });
  const telemetry = new Telemetry({ log, metrics: createMetrics(), clock });
  if (loaded.customCa !== undefined) {
    log.warn({ event: 'development.custom_ca', message: 'a private CA is trusted; attestations say so' });
  }
  const node = await startNode(nodeOptions(loaded), replace(openPorts(loaded, { clock, telemetry })));
  let http: HttpServer;
  try {
    http = await startHttpServer(config.http, { telemetry, clock, status: () => node.status() });
  } catch (error) {
    await node.close();
    throw error;
  }
  telemetry.event('http.listening', { url: http.url });
  const close = async (): Promise<void> => {
    await http.close();
    await node.close();
  };
  return { node, http, telemetry, close };
}

function nodeOptions({ config, identity }: LoadedConfig): NodeOptions {
  const { chain, mpc } = config;
  return {
    name: config.name,
    network: { chainId: chain.id, oracle: chain.oracle },
    operator: identity.operator,
    pinnedNotaries: new Map(config.notaries.pin.map(({ pubkey, url }) => [pubkey, url])),
    pollMs: chain.poll_ms,
    tickMs: TICK_MS,
    concurrency: READINGS_AT_ONCE,
    prepareAheadMs: mpc.pool_size === 0 ? 0 : mpc.prepare_ahead_s * 1_000,
    keepMs: config.keep_days * 86_400_000,
  };
}

function openPorts(
  loaded: LoadedConfig,
  { clock, telemetry }: Pick<NodePorts, 'clock' | 'telemetry'>,
): NodePorts {
  const { config, identity, resolve } = loaded;
  const { chain, p2p } = config;
  const network = { chainId: chain.id, oracle: chain.oracle };
  const { pubkey, privateKey } = identity.operator;
  const store = resolve(config.store);
  return {
    clock,
    telemetry,
    // First, since it fails where another process has the store: nothing else is open then.
    database: openDatabase(join(store, 'node.db')),
    files: attestationFolder(join(store, 'attestations')),
    credentials: credentialLookup(loaded.vendors),
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
    gossip: new Libp2pGossip({ ...p2p, network, operatorKey: pubkey, privateKey }, { clock, telemetry }),
    notarizers: openNotarizers(loaded, (error) => telemetry.failure('preparing a session', error)),
  };
}

function openNotarizers(loaded: LoadedConfig, onPrepareFailed: (error: Error) => void): Notarizers {
  const options = notarizerOptions(loaded);
  const { customCa, network, prover, tlsCa } = options;
  return {
    mpc: limited(createMpcNotarizer(options, { onPrepareFailed }), loaded.config.mpc.concurrency),
    proxy: createProxyNotarizer(
      {
        network,
        prover,
        ...(tlsCa === undefined ? {} : { tlsCa }),
        ...(customCa === undefined ? {} : { customCa }),
      },
      { onPrepareFailed },
    ),
  };
}

/** MPC takes whole cores and a gigabyte a session: so many at a time, and readings in PROXY mode do not wait behind them. */
function limited(notarizer: Notarizer, concurrency: number): Notarizer {
  const limit = pLimit(concurrency);
  return {
    mode: notarizer.mode,
    prepare: (target, operation, signal) => notarizer.prepare(target, operation, signal),
    notarize: (request, signal) => limit(() => notarizer.notarize(request, signal)),
    close: () => notarizer.close(),
  };
}

function notarizerOptions({ config, identity, customCa, tlsCa }: LoadedConfig): MpcNotarizerOptions {
  const { chain, mpc, development } = config;
  return {
    network: { chainId: chain.id, oracle: chain.oracle },
    prover: identity.operator,
    pool: { size: mpc.pool_size },
    resolve: development.resolve,
    ...(customCa === undefined ? {} : { customCa }),
    ...(tlsCa === undefined ? {} : { tlsCa }),
    ...(mpc.threads === undefined ? {} : { threads: mpc.threads }),
  };
}
