import { systemClock } from './clock/clock.ts';
import type { LoadedConfig } from './config/load.ts';
import type { NodeOptions, NodePorts } from './node-ports.ts';
import { openPorts } from './open-ports.ts';
import { startNode } from './start-node.ts';
import type { OracleNode } from './start-node.ts';
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
