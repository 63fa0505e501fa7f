import { systemClock } from './clock/clock.ts';
import type { LoadedConfig } from './config/load.ts';
import { dayLimits, machineOf } from './policy/configured.ts';
import type { NodeOptions, NodePorts } from './node-ports.ts';
import { openPorts } from './open-ports.ts';
import { startNode } from './start-node.ts';
import type { OracleNode } from './start-node.ts';
import { startHttpServer } from './status/http-server.ts';
import type { HttpServer } from './status/http-server.ts';
import { logSink } from './telemetry/sinks/log/log-sink.ts';
import { createLogger } from './telemetry/sinks/log/logger.ts';
import { prometheusSink } from './telemetry/sinks/prometheus/prometheus-sink.ts';
import { createTelemetry } from './telemetry/telemetry.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** A node with what an operator looks at. */
export interface RunningNode {
  readonly node: OracleNode;
  /** `/health`, `/metrics` and `/status`. */
  readonly http: HttpServer;
  /** Where its events go. */
  readonly telemetry: Telemetry;
  /** Ends all of it; the store is closed when this resolves. */
  close(): Promise<void>;
}

// A quarter of a second: turns are stages of half a second and more.
const TICK_MS = 250;

/** A node on real parts: the chain's RPC, libp2p, MPC-TLS, files. `replace` puts others in their place, as adversarial tests do. */
export async function runNode(
  loaded: LoadedConfig,
  replace: (ports: NodePorts) => NodePorts = (ports) => ports,
): Promise<RunningNode> {
  const { config } = loaded;
  const clock = systemClock;
  const metrics = prometheusSink();
  const telemetry = createTelemetry({ sinks: [logSink(loggerOf(loaded)), metrics], clock });
  if (loaded.customCa !== undefined) telemetry.node.customCa();
  const opened = new AsyncDisposableStack();
  opened.defer(() => telemetry.close());
  try {
    const ports = replace(openPorts(loaded, { clock, telemetry }));
    const node = await startNode(nodeOptions(loaded), ports);
    opened.defer(() => node.close());
    const http = await startHttpServer(config.http, {
      health: () => telemetry.health.status(),
      status: () => node.status(),
      metrics() {
        metrics.set('node_healthy', {}, telemetry.health.status().ok ? 1 : 0);
        metrics.set('node_peers', {}, ports.gossip.peers().filter(({ connected }) => connected).length);
        return metrics.scrape();
      },
    });
    opened.defer(() => http.close());
    telemetry.node.listening(http.url);
    return { node, http, telemetry, close: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync().catch(() => undefined);
    throw error;
  }
}

function loggerOf({ config, resolve }: LoadedConfig) {
  const { level, file } = config.log;
  return createLogger({ level, name: config.name, file: file === undefined ? undefined : resolve(file) });
}

function nodeOptions({ config, identity }: LoadedConfig): NodeOptions {
  const { chain, mpc } = config;
  return {
    name: config.name,
    network: { chainId: chain.id, oracle: chain.oracle },
    operator: identity.operator,
    pinnedNotaries: new Map(config.notaries.pin.map(({ pubkey, url }) => [pubkey, url])),
    gasPrice: Number.parseFloat(chain.gas_price),
    leastRunway: config.policy.least_runway,
    limits: dayLimits(config),
    pollMs: chain.poll_ms,
    tickMs: TICK_MS,
    sessions: machineOf(config).sessions,
    prepareAheadMs: mpc.pool_size === 0 ? 0 : mpc.prepare_ahead_s * 1_000,
    keepMs: config.keep_days * 86_400_000,
  };
}
