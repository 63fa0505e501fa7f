import { RateLimiter, jsonAnswer, valueAt } from 'cloudx3-emulator';
import type {
  EmulatedCloud,
  Refusal,
  ReplayClock,
  Series,
  VendorRequest,
  VendorResponse,
} from 'cloudx3-emulator';
import { LIMITS } from './limits.ts';
import { QueryError, coordinate, corrupted, demandOneOf, gridded } from './query.ts';
import { VARIABLES, unitOf, variableOf } from './variables.ts';

/** How the cloud behaves. */
export interface OpenMeteoOptions {
  readonly host: string;
  /** How often the present values change; the vendor's are of every quarter of an hour. */
  readonly intervalSeconds: number;
  /** Factor on the vendor's limits. */
  readonly rateLimitScale: number;
  /** Of the place, in metres. */
  readonly elevation: number;
}

/** What is measured, and when it is shown. */
export interface OpenMeteoDeps {
  readonly clock: ReplayClock;
  /** By the vendor's name of the variable, in the vendor's default unit. */
  readonly series: Readonly<Record<string, Series>>;
}

/** `GET /v1/forecast?…&current=…` of the forecast API, for any place on earth with the one station's weather. */
export class OpenMeteoCloud implements EmulatedCloud {
  readonly host: string;
  readonly devices = [];
  readonly series: OpenMeteoDeps['series'];
  readonly readingPaths = Object.keys(VARIABLES).map((variable) => ['current', variable]);
  readonly #options: OpenMeteoOptions;
  readonly #clock: ReplayClock;
  readonly #limiter: RateLimiter<(typeof LIMITS)[number]>;

  constructor(options: OpenMeteoOptions, { clock, series }: OpenMeteoDeps) {
    this.host = options.host;
    this.series = series;
    this.#options = options;
    this.#clock = clock;
    this.#limiter = new RateLimiter(LIMITS, options.rateLimitScale);
  }

  isAction(): boolean {
    return false;
  }

  answer(request: VendorRequest): VendorResponse {
    if (request.path !== '/v1/forecast') return refused(404, 'Not Found');
    if (request.method !== 'GET') return refused(404, 'Not Found');
    const exceeded = this.#limiter.take(request.remoteAddress, request.nowMs);
    if (exceeded !== undefined) return refused(429, exceeded.reason);
    try {
      return jsonAnswer(200, this.#current(request.query, request.nowMs), { framing: 'chunked' });
    } catch (error) {
      if (error instanceof QueryError) return refused(400, error.message);
      throw error;
    }
  }

  refuse(refusal: Refusal): VendorResponse {
    switch (refusal) {
      case 'unauthorized':
        return refused(401, 'Unauthorized');
      case 'not-found':
        return refused(404, 'Not Found');
      case 'rate-limited':
        return refused(429, LIMITS[0].reason);
      case 'server-error':
        return refused(500, 'Internal Server Error');
    }
  }

  #current(query: URLSearchParams, nowMs: number): unknown {
    const started = performance.now();
    const latitude = coordinate(query, 'latitude', 90);
    const longitude = coordinate(query, 'longitude', 180);
    // Only what can be answered truly: other zones and formats would need what the vendor has and the emulator has not.
    demandOneOf(query, 'timezone', ['GMT', 'UTC']);
    demandOneOf(query, 'timeformat', ['iso8601']);
    const intervalMs = this.#options.intervalSeconds * 1_000;
    const shownMs = Math.floor(nowMs / intervalMs) * intervalMs;
    const units: Record<string, string> = { time: 'iso8601', interval: 'seconds' };
    const values: Record<string, string | number> = {
      time: new Date(shownMs).toISOString().slice(0, 16),
      interval: this.#options.intervalSeconds,
    };
    for (const name of (query.get('current') ?? '').split(',').filter((part) => part !== '')) {
      const { text, value } = this.#shown(name, query, shownMs);
      units[name] = text;
      values[name] = value;
    }
    return {
      latitude: gridded(latitude),
      longitude: gridded(longitude),
      generationtime_ms: performance.now() - started,
      utc_offset_seconds: 0,
      timezone: query.get('timezone') ?? 'GMT',
      timezone_abbreviation: query.get('timezone') ?? 'GMT',
      elevation: this.#options.elevation,
      current_units: units,
      current: values,
    };
  }

  #shown(name: string, query: URLSearchParams, shownMs: number): { text: string; value: number } {
    const series = Object.hasOwn(this.series, name) ? this.series[name] : undefined;
    const variable = series === undefined ? undefined : variableOf(name);
    if (series === undefined || variable === undefined) throw corrupted('VariableAndPreviousDay', name);
    const { text, of } = unitOf(variable, query);
    const measured = valueAt(this.#clock, series, shownMs);
    return { text, value: Number(of(measured).toFixed(variable.decimals)) };
  }
}

function refused(status: number, reason: string): VendorResponse {
  return jsonAnswer(status, { error: true, reason });
}
