import { elapsedAt } from '../replay/clock.ts';
import type { ReplayClock } from '../replay/clock.ts';
import { valueAfter } from '../replay/series.ts';
import type { Series } from '../replay/series.ts';
import type { Refusal, VendorCloud, VendorRequest, VendorResponse } from './cloud.ts';
import { RateLimiter } from './rate-limiter.ts';

export interface OpenMeteoOptions {
  readonly host: string;
  /** How often the present values change; the vendor's are of every quarter of an hour. */
  readonly intervalSeconds: number;
  /** Factor on the vendor's limits. */
  readonly rateLimitScale: number;
  readonly elevation: number;
}

export interface OpenMeteoDeps {
  readonly clock: ReplayClock;
  /** By the vendor's name of the variable, in the vendor's default unit. */
  readonly series: ReadonlyMap<string, Series>;
}

const LIMITS = [
  {
    requests: 600,
    windowMs: 60_000,
    reason: 'Minutely API request limit exceeded. Please try again in one minute.',
  },
  {
    requests: 5_000,
    windowMs: 3_600_000,
    reason: 'Hourly API request limit exceeded. Please try again in the next hour.',
  },
  {
    requests: 10_000,
    windowMs: 86_400_000,
    reason: 'Daily API request limit exceeded. Please try again tomorrow.',
  },
] as const;

/** Decimals that the vendor shows, and its units: by variable and by what the query asks for. */
const VARIABLES: Readonly<
  Record<
    string,
    { readonly decimals: number; readonly parameter?: string; readonly units: Readonly<Record<string, Unit>> }
  >
> = {
  temperature_2m: {
    decimals: 1,
    parameter: 'temperature_unit',
    units: {
      celsius: { text: '°C', of: (value) => value },
      fahrenheit: { text: '°F', of: (value) => value * 1.8 + 32 },
    },
  },
  relative_humidity_2m: { decimals: 0, units: { '': { text: '%', of: (value) => value } } },
  wind_speed_10m: {
    decimals: 2,
    parameter: 'wind_speed_unit',
    units: {
      kmh: { text: 'km/h', of: (value) => value },
      ms: { text: 'm/s', of: (value) => value / 3.6 },
      mph: { text: 'mp/h', of: (value) => value / 1.609_344 },
      kn: { text: 'kn', of: (value) => value / 1.852 },
    },
  },
};

interface Unit {
  readonly text: string;
  readonly of: (value: number) => number;
}

/** A refused query; the message is the vendor's `reason`. */
class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** `GET /v1/forecast?…&current=…` of the forecast API, for any place on earth with the one station's weather. */
export class OpenMeteoCloud implements VendorCloud {
  readonly name = 'open-meteo';
  readonly host: string;
  readonly readingPaths = Object.keys(VARIABLES).map((variable) => ['current', variable]);
  readonly #options: OpenMeteoOptions;
  readonly #deps: OpenMeteoDeps;
  readonly #limiter: RateLimiter;

  constructor(options: OpenMeteoOptions, deps: OpenMeteoDeps) {
    this.host = options.host;
    this.#options = options;
    this.#deps = deps;
    this.#limiter = new RateLimiter(
      LIMITS.map((limit) => ({
        ...limit,
        requests: Math.max(1, Math.round(limit.requests * options.rateLimitScale)),
      })),
    );
  }

  isAction(): boolean {
    return false;
  }

  answer(request: VendorRequest): VendorResponse {
    if (request.path !== '/v1/forecast') return json(404, { error: true, reason: 'Not Found' });
    if (request.method !== 'GET') return json(404, { error: true, reason: 'Not Found' });
    const exceeded = this.#limiter.take(request.remoteAddress, request.nowMs);
    if (exceeded !== undefined) {
      const { reason } = LIMITS.find(({ windowMs }) => windowMs === exceeded.windowMs) ?? LIMITS[0];
      return json(429, { error: true, reason });
    }
    try {
      return json(200, this.#current(request.query, request.nowMs));
    } catch (error) {
      if (error instanceof QueryError) return json(400, { error: true, reason: error.message });
      throw error;
    }
  }

  refuse(refusal: Refusal): VendorResponse {
    switch (refusal) {
      case 'unauthorized':
        return json(401, { error: true, reason: 'Unauthorized' });
      case 'not-found':
        return json(404, { error: true, reason: 'Not Found' });
      case 'rate-limited':
        return json(429, { error: true, reason: LIMITS[0].reason });
      case 'server-error':
        return json(500, { error: true, reason: 'Internal Server Error' });
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
      const { text, value } = this.#variable(name, query, shownMs);
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

  #variable(name: string, query: URLSearchParams, shownMs: number): { text: string; value: number } {
    const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    const series = this.#deps.series.get(name);
    if (variable === undefined || series === undefined) {
      throw new QueryError(
        `Data corrupted at path ''. Cannot initialize VariableAndPreviousDay from invalid String value ${name}.`,
      );
    }
    const wanted =
      variable.parameter === undefined
        ? ''
        : (query.get(variable.parameter) ?? Object.keys(variable.units)[0] ?? '');
    const unit = Object.hasOwn(variable.units, wanted) ? variable.units[wanted] : undefined;
    if (unit === undefined)
      throw new QueryError(
        `Data corrupted at path ''. Cannot initialize unit from invalid String value ${wanted}.`,
      );
    const measured = valueAfter(series, elapsedAt(this.#deps.clock, shownMs));
    return { text: unit.text, value: Number(unit.of(measured).toFixed(variable.decimals)) };
  }
}

function coordinate(query: URLSearchParams, name: 'latitude' | 'longitude', bound: number): number {
  const text = query.get(name);
  const value = Number(text);
  if (text === null || text.trim() === '' || !Number.isFinite(value)) {
    throw new QueryError(`Parameter 'latitude' and 'longitude' must have the same number of elements`);
  }
  if (Math.abs(value) > bound) {
    const label = name === 'latitude' ? 'Latitude' : 'Longitude';
    throw new QueryError(`${label} must be in range of -${bound} to ${bound}°. Given: ${value.toFixed(1)}.`);
  }
  return value;
}

function demandOneOf(query: URLSearchParams, name: string, allowed: readonly string[]): void {
  const value = query.get(name);
  if (value !== null && !allowed.includes(value)) throw new QueryError(`Invalid ${name}`);
}

/** The models' grids do not meet the place asked for; the vendor answers with the cell's centre. */
function gridded(degrees: number): number {
  return Number((Math.round(degrees * 8) / 8).toFixed(6));
}

function json(status: number, body: unknown): VendorResponse {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: JSON.stringify(body),
    framing: status === 200 ? 'chunked' : 'content-length',
  };
}
