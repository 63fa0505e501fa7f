import { mkdirSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { EmulatorError } from './error.ts';
import { sourceTime } from './replay/clock.ts';
import { startMs } from './replay/series.ts';
import { createAdminServer } from './server/admin-server.ts';
import { createTlsServer } from './server/tls-server.ts';
import { openStage } from './stage/stage.ts';
import type { Stage, StageOptions } from './stage/stage.ts';
import { openDeviceStore } from './store/device-store.ts';

/** What is played, where and under which certificate. */
export interface EmulatorOptions extends StageOptions {
  /** Folder for the state of the devices; made where it is missing. */
  readonly home: string;
  /** PEM, for all hosts. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** Of the vendors' hosts; 0 draws a free one. */
  readonly port: number;
  /** Of the admin server; 0 draws a free one. */
  readonly adminPort: number;
}

/** What an emulator needs of the world. */
export interface EmulatorDeps {
  /** Requests at `info`, never a query or a key. */
  readonly logger: Logger;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** A running emulator, on 127.0.0.1. */
export interface Emulator extends AsyncDisposable {
  /** Of the vendors' hosts, on TLS. */
  readonly port: number;
  /** Of the admin server, plain HTTP. */
  readonly adminPort: number;
  /** The name that each vendor's cloud answers under, by vendor. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Ends answers that are held back, and both servers; the state is on disk. */
  close(): Promise<void>;
}

/** Loopback only: what answers here is nobody's cloud. */
const ADDRESS = '127.0.0.1';

/** Starts the vendors' clouds on one TLS port, and the admin server. Throws {@link EmulatorError}. */
export async function startEmulator(options: EmulatorOptions, deps: EmulatorDeps): Promise<Emulator> {
  mkdirSync(options.home, { recursive: true });
  const store = openDeviceStore(join(options.home, 'emulator.sqlite'));
  const ending = new AbortController();
  const servers: (Server | HttpServer)[] = [];
  const close = async (): Promise<void> => {
    ending.abort();
    await Promise.all(servers.map(closeServer));
    store[Symbol.dispose]();
  };
  try {
    const logger = deps.logger.child({ component: 'vendors' });
    const stage = openStage(options, { store, logger, now: deps.now, signal: ending.signal });
    const vendorServer = createTlsServer({ ...options, tls: options.config.tls }, stage.requests, logger);
    const adminServer = createAdminServer(stage);
    servers.push(vendorServer, adminServer);
    const port = await listen(vendorServer, options.port, 'port');
    const adminPort = await listen(adminServer, options.adminPort, 'admin port');
    logReplay(stage, deps);
    const hosts = Object.fromEntries(stage.played.map(({ vendor, cloud }) => [vendor, cloud.host]));
    deps.logger.info({ port, adminPort, hosts }, 'the vendors can be reached');
    return { port, adminPort, hosts, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The answers are of the vendors' shapes and say nothing of the replay, so the log does. */
function logReplay({ played, clock }: Stage, { logger, now }: EmulatorDeps): void {
  for (const series of played.flatMap(({ cloud }) => Object.values(cloud.series))) {
    const { name, unit, times } = series;
    const measured = {
      from: new Date(startMs(series)).toISOString(),
      until: new Date(series.endMs).toISOString(),
    };
    const shownNow = sourceTime(clock, series, now());
    logger.info(
      { series: name, unit, samples: times.length, measured, shownNow, speed: clock.speed },
      'replaying measured data',
    );
  }
}

async function listen(server: Server | HttpServer, port: number, what: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, ADDRESS, () => resolve(undefined));
  try {
    await promise;
  } catch (cause) {
    throw new EmulatorError(
      'emulator.listen',
      `${what}: ${ADDRESS}:${port} cannot be listened on; choose another`,
      { cause },
    );
  } finally {
    server.off('error', reject);
  }
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server | HttpServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
