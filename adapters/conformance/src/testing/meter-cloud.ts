import { hostName } from '@cloudx3/adapter-kit';
import { REFUSAL_STATUSES, RateLimiter, emulatedVendor, jsonAnswer, valueAt } from 'cloudx3-emulator';
import type { EmulatedCloud, EmulatedVendor, Series, VendorDeps, VendorResponse } from 'cloudx3-emulator';
import * as z from 'zod';
import { KEY } from './exemplar.ts';

export const METER_TABLE = { key: KEY };

const POWER: Series = { name: 'power', unit: 'W', times: [0, 60_000], values: [100, 50], endMs: 120_000 };

const state = z.strictObject({ on: z.boolean() });

/** How a meter answers; one flaw at a time is put into it. */
export interface MeterParts {
  /** Whether the cloud takes this key. */
  readonly takes: (key: string) => boolean;
  /** How the relay is after a command. */
  readonly turned: (wanted: boolean, before: boolean) => boolean;
  /** The JSON of an answer. */
  readonly written: (meter: Readonly<Record<string, unknown>>) => string;
  /** When it says that it measured, Unix seconds. */
  readonly measuredS: (nowMs: number) => number;
  /** How many requests a second. */
  readonly requests: number;
}

const GENUINE: MeterParts = {
  takes: (key) => key === KEY,
  turned: (wanted) => wanted,
  written: (meter) => JSON.stringify([meter]),
  measuredS: (nowMs) => Math.floor(nowMs / 60_000) * 60,
  requests: 1,
};

/** The emulated part of the exemplar. */
export function meterVendor(parts: Partial<MeterParts> = {}): EmulatedVendor {
  return emulatedVendor({
    vendor: 'meter',
    table: z.strictObject({ host: hostName.default('api.meter.example.org'), key: z.string().length(16) }),
    firstTable: () => ({ key: crypto.randomUUID().replaceAll('-', '').slice(0, 16) }),
    open: ({ host }, deps) => meterCloud(host, deps, { ...GENUINE, ...parts }),
  });
}

function meterCloud(host: string, deps: VendorDeps, parts: MeterParts): EmulatedCloud {
  const log = deps.logs(state);
  log.introduce('m1', { atMs: deps.clock.epochMs, state: { on: false } });
  const isOn = (): boolean => log.last('m1')?.state.on ?? false;
  const limiter = new RateLimiter([{ requests: parts.requests, windowMs: 1_000 }], deps.rateLimitScale);
  const device = { id: 'm1', online: true, describe: () => ({ on: isOn() }) };
  const meter = (nowMs: number) => ({
    id: 'm1',
    online: device.online ? 1 : 0,
    on: isOn() ? 'on' : 'off',
    power: isOn() ? valueAt(deps.clock, POWER, nowMs) : 0,
    total: '330.0',
    ts: parts.measuredS(nowMs),
  });
  const cloud: EmulatedCloud = {
    host,
    devices: [device],
    series: { power: POWER },
    readingPaths: ['on', 'power', 'total'].map((name) => [0, name]),
    isAction: ({ path }) => path === '/v1/turn',
    refuse: (refusal) => jsonAnswer(REFUSAL_STATUSES[refusal], {}),
    answer(request) {
      if (!parts.takes(request.query.get('key') ?? '')) return cloud.refuse('unauthorized');
      if (limiter.take('', request.nowMs) !== undefined) return cloud.refuse('rate-limited');
      if (!cloud.isAction(request)) return respond(200, parts.written(meter(request.nowMs)));
      if (!device.online) return jsonAnswer(409, {});
      const { on } = z.object({ on: z.boolean() }).parse(JSON.parse(Buffer.from(request.body).toString()));
      log.append('m1', { atMs: request.nowMs, state: { on: parts.turned(on, isOn()) } });
      return respond(200, '');
    },
  };
  return cloud;
}

function respond(status: number, body: string): VendorResponse {
  return { ...jsonAnswer(status, undefined), body };
}

/** A vendor whose cloud differs in some of its members from the one that it opens. */
export function withCloud(
  vendor: EmulatedVendor,
  change: (cloud: EmulatedCloud) => Partial<EmulatedCloud>,
): EmulatedVendor {
  return {
    ...vendor,
    open(table, deps) {
      const cloud = vendor.open(table, deps);
      return { ...cloud, ...change(cloud) };
    },
  };
}
