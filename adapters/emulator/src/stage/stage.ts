import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { EmulatorConfig } from '../config/schema.ts';
import { EmulatorError } from '../error.ts';
import { FaultQueue } from '../fault/fault.ts';
import type { Fault } from '../fault/fault.ts';
import { sourceTime } from '../replay/clock.ts';
import type { ReplayClock } from '../replay/clock.ts';
import { vendorRequests } from '../server/vendor-requests.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { EmulatedCloud, EmulatedDevice } from '../vendor/cloud.ts';
import type { EmulatedVendor, PlayedVendor } from '../vendor/emulated-vendor.ts';

/** Who is played, and what. */
export interface StageOptions {
  /** Has a table for each of the vendors. */
  readonly config: EmulatorConfig;
  /** In the order in which they are shown. */
  readonly vendors: readonly EmulatedVendor[];
}

/** What a stage needs of the world. */
export interface StageDeps {
  readonly store: DeviceStore;
  readonly logger: Logger;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Ends answers that are held back. */
  readonly signal: AbortSignal;
}

/** What `GET /state` shows. */
export interface StageState {
  /** Each with its id and whether its cloud can reach it. */
  readonly devices: readonly Readonly<Record<string, unknown>>[];
  /** How many requests came, by vendor. */
  readonly requests: Readonly<Record<string, number>>;
  /** Those that did not happen yet. */
  readonly faults: readonly Fault[];
  /** When what is shown now was measured: by vendor and series, ISO 8601. */
  readonly replay: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The open clouds with all that they share: one clock, one store, one queue of faults, one place that answers. */
export interface Stage {
  readonly played: readonly PlayedVendor[];
  readonly clock: ReplayClock;
  readonly faults: FaultQueue;
  readonly devices: readonly EmulatedDevice[];
  readonly requests: RequestListener;
  state(): StageState;
}

/** Opens the cloud of each vendor. Throws {@link EmulatorError}. */
export function openStage({ config, vendors }: StageOptions, deps: StageDeps): Stage {
  const clock: ReplayClock = { epochMs: deps.store.epoch(deps.now()), speed: config.replay.speed };
  const played = vendors.map((vendor): PlayedVendor => {
    const cloud = vendor.open(config.tables.get(vendor.vendor)?.given ?? {}, {
      clock,
      logs: deps.store.logsOf(vendor.vendor),
      rateLimitScale: config.limits.scale,
      intervalSeconds: config.replay.interval_seconds,
    });
    return { vendor: vendor.vendor, cloud };
  });
  const devices = devicesOf(played);
  const faults = new FaultQueue();
  const counts = new Map(played.map(({ vendor }) => [vendor, 0]));
  const count = (vendor: string): void => {
    counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
  };
  return {
    played,
    clock,
    faults,
    devices,
    requests: vendorRequests({ ...deps, played, faults, count }),
    state: () => ({
      devices: devices.map((device) => ({
        id: device.id,
        online: device.online,
        ...device.describe(deps.now()),
      })),
      requests: Object.fromEntries(counts),
      faults: faults.list(),
      replay: Object.fromEntries(
        played.map(({ vendor, cloud }) => [vendor, shownIn(cloud, clock, deps.now())]),
      ),
    }),
  };
}

function devicesOf(played: readonly PlayedVendor[]): EmulatedDevice[] {
  const devices = played.flatMap(({ cloud }) => cloud.devices);
  if (new Set(devices.map(({ id }) => id)).size !== devices.length)
    throw new EmulatorError(
      'emulator.config',
      'two vendors have a device of the same id; change one of them',
    );
  return devices;
}

function shownIn(cloud: EmulatedCloud, clock: ReplayClock, nowMs: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cloud.series).map(([name, series]) => [name, sourceTime(clock, series, nowMs)]),
  );
}
