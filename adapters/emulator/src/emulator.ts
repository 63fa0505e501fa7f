import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:https';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EmulatorConfig } from './config/schema.ts';
import { Plug } from './device/plug.ts';
import { RelayStore } from './device/relay-store.ts';
import { EmulatorError } from './error.ts';
import { FaultQueue } from './fault/fault.ts';
import { sourceTime } from './replay/clock.ts';
import type { ReplayClock } from './replay/clock.ts';
import type { MeasuredData } from './replay/load.ts';
import { createAdminServer } from './server/admin-server.ts';
import { createVendorServer } from './server/vendor-server.ts';
import type { VendorCloud } from './vendor/cloud.ts';
import { OpenMeteoCloud } from './vendor/open-meteo.ts';
import { ShellyCloud } from './vendor/shelly.ts';

export interface EmulatorOptions {
  /** Folder for the state of the devices; made where it is missing. */
  readonly home: string;
  readonly config: EmulatorConfig;
  /** PEM, for all hosts. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** Of the vendors' hosts; 0 draws a free one. */
  readonly port: number;
  /** Of the admin server; 0 draws a free one. */
  readonly adminPort: number;
}

export interface EmulatorDeps {
  readonly logger: Logger;
  readonly data: MeasuredData;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export interface Emulator extends AsyncDisposable {
  readonly port: number;
  readonly adminPort: number;
  readonly hosts: { readonly openMeteo: string; readonly shelly: string };
  close(): Promise<void>;
}

/** Loopback only: what answers here is nobody's cloud. */
const ADDRESS = '127.0.0.1';

/** Starts the vendors' clouds on one TLS port, and the admin server. Throws {@link EmulatorError}. */
export async function startEmulator(options: EmulatorOptions, deps: EmulatorDeps): Promise<Emulator> {
  const { config, home } = options;
  mkdirSync(home, { recursive: true });
  const store = new RelayStore(join(home, 'emulator.sqlite'));
  const ending = new AbortController();
  const faults = new FaultQueue();
  const requests = { 'open-meteo': 0, shelly: 0 };
  const clock: ReplayClock = { epochMs: store.epoch(deps.now()), speed: config.replay.speed };
  const accounts = plugsByAccount(config, { store, data: deps.data, clock });
  const plugs = [...accounts.values()].flatMap((devices) => [...devices.values()]);

  const vendorServer = createVendorServer(
    { certificate: options.certificate, privateKey: options.privateKey, tls: config.tls },
    {
      clouds: clouds(config, deps.data, clock, accounts),
      faults,
      logger: deps.logger.child({ component: 'vendors' }),
      now: deps.now,
      signal: ending.signal,
      count: (vendor) => (requests[vendor] += 1),
    },
  );
  const replay = () => ({ power: sourceTime(clock, deps.data.power, deps.now()) });
  const adminServer = createAdminServer({ plugs, faults, now: deps.now, requests: () => requests, replay });

  const close = async (): Promise<void> => {
    ending.abort();
    await Promise.all([closeServer(vendorServer), closeServer(adminServer)]);
    store[Symbol.dispose]();
  };
  try {
    const port = await listen(vendorServer, options.port, 'port');
    const adminPort = await listen(adminServer, options.adminPort, 'admin port');
    logReplay(deps, clock);
    const hosts = { openMeteo: config.open_meteo.host, shelly: config.shelly.host };
    deps.logger.info({ port, adminPort, hosts }, 'the vendors can be reached');
    return { port, adminPort, hosts, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

function plugsByAccount(
  config: EmulatorConfig,
  deps: ConstructorParameters<typeof Plug>[1],
): Map<string, ReadonlyMap<string, Plug>> {
  return new Map(
    config.shelly.accounts.map((account) => [
      account.auth_key,
      new Map(
        account.devices.map(({ id, on, offset_minutes: minutes }) => [
          id,
          new Plug({ id, on, offsetMs: minutes * 60_000 }, deps),
        ]),
      ),
    ]),
  );
}

function clouds(
  config: EmulatorConfig,
  data: MeasuredData,
  clock: ReplayClock,
  accounts: ReadonlyMap<string, ReadonlyMap<string, Plug>>,
): VendorCloud[] {
  const rateLimitScale = config.limits.scale;
  const { interval_seconds: intervalSeconds } = config.replay;
  return [
    new OpenMeteoCloud(
      { host: config.open_meteo.host, intervalSeconds, rateLimitScale, elevation: data.elevation },
      { clock, series: data.weather },
    ),
    new ShellyCloud(
      { host: config.shelly.host, rateLimitScale, rateLimitStatus: config.shelly.rate_limit_status },
      accounts,
    ),
  ];
}

/** The answers are of the vendors' shapes and say nothing of the replay, so the log does. */
function logReplay({ logger, data, now }: EmulatorDeps, clock: ReplayClock): void {
  for (const series of [data.power, ...data.weather.values()]) {
    const { name, unit, times } = series;
    const measured = {
      from: new Date(times[0] ?? 0).toISOString(),
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
