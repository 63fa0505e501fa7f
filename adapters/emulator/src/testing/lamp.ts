import { hostName } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { valueAt } from '../replay/clock.ts';
import type { ReplayClock } from '../replay/clock.ts';
import type { Series } from '../replay/series.ts';
import type { DeviceLog } from '../store/device-log.ts';
import type { EmulatedDevice, Refusal, VendorRequest, VendorResponse } from '../vendor/cloud.ts';
import { emulatedVendor } from '../vendor/emulated-vendor.ts';
import type { EmulatedVendor } from '../vendor/emulated-vendor.ts';
import { REFUSAL_STATUSES, jsonAnswer } from '../vendor/json-answer.ts';
import { RateLimiter } from '../vendor/rate-limiter.ts';

export const LAMP_HOST = 'api.lamp.example.org';
export const LAMP_KEY = 'lampkeylampkey00';
export const LAMP_TABLE = { key: LAMP_KEY };

/** Ten lumens in the first minute, twenty in the second, and again. */
const LUMENS: Series = { name: 'lumens', unit: 'lm', times: [0, 60_000], values: [10, 20], endMs: 120_000 };

const stateSchema = z.strictObject({ on: z.boolean() });
const body = z.strictObject({ on: z.boolean() });

class Lamp implements EmulatedDevice {
  readonly id: string;
  online = true;
  readonly #log: DeviceLog<z.output<typeof stateSchema>>;

  constructor(id: string, log: DeviceLog<z.output<typeof stateSchema>>, nowMs: number) {
    this.id = id;
    this.#log = log;
    log.introduce(id, { atMs: nowMs, state: { on: false } });
  }

  isOn(): boolean {
    return this.#log.last(this.id)?.state.on ?? false;
  }

  turn(on: boolean, atMs: number): void {
    this.#log.atomically(() => {
      this.#log.countCommand(this.id);
      if (this.isOn() !== on) this.#log.append(this.id, { atMs, state: { on } });
    });
  }

  describe(): Readonly<Record<string, unknown>> {
    return {
      on: this.isOn(),
      switches: this.#log.changes(this.id),
      commands: this.#log.commands(this.id),
    };
  }
}

/** A vendor that nobody has, for the emulator's own tests: one lamp, a key in the query, a request a second. */
export function lampVendor(vendor = 'lamp', id = 'lamp-1'): EmulatedVendor {
  return emulatedVendor({
    vendor,
    table: z.strictObject({
      host: hostName.default(`api.${vendor}.example.org`),
      key: z.string().regex(/^[a-z0-9]{16}$/, 'must be 16 letters and digits'),
    }),
    firstTable: () => ({ key: Array.from({ length: 16 }, () => Math.floor(Math.random() * 10)).join('') }),
    open({ host, key }, { clock, logs, rateLimitScale }) {
      const lamp = new Lamp(id, logs(stateSchema), clock.epochMs);
      const limiter = new RateLimiter([{ requests: 1, windowMs: 1_000 }], rateLimitScale);
      const refuse = (refusal: Refusal) => jsonAnswer(REFUSAL_STATUSES[refusal], { error: refusal });
      return {
        host,
        devices: [lamp],
        series: { lumens: LUMENS },
        readingPaths: [['lumens'], ['on']],
        isAction: ({ method }) => method === 'POST',
        refuse,
        answer(request) {
          if (request.query.get('key') !== key) return refuse('unauthorized');
          if (limiter.take(key, request.nowMs) !== undefined) return refuse('rate-limited');
          return request.method === 'POST' ? turned(lamp, request) : shown(lamp, clock, request);
        },
      };
    },
  });
}

function turned(lamp: Lamp, { body: bytes, nowMs }: VendorRequest): VendorResponse {
  const command = body.safeParse(JSON.parse(new TextDecoder().decode(bytes) || 'null'));
  if (!command.success) return jsonAnswer(400, { error: 'bad-request' });
  lamp.turn(command.data.on, nowMs);
  return { ...jsonAnswer(200, {}), body: '' };
}

function shown(lamp: Lamp, clock: ReplayClock, { nowMs }: VendorRequest): VendorResponse {
  const lumens = lamp.isOn() ? valueAt(clock, LUMENS, nowMs) : 0;
  return jsonAnswer(200, { lumens, on: lamp.isOn(), online: lamp.online }, { framing: 'chunked' });
}

/** For the program, which imports a module. */
export const emulated = lampVendor();

/** A request to the lamp's cloud as text. */
export function lampRequest(method: string, content = '', key = LAMP_KEY, host = LAMP_HOST): string {
  const length = method === 'POST' ? `content-length: ${Buffer.byteLength(content)}\r\n` : '';
  return `${method} /lamp?key=${key} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${length}\r\n${content}`;
}
