import * as z from 'zod';
import type { Plug } from '../device/plug.ts';
import type { Refusal, VendorCloud, VendorRequest, VendorResponse } from './cloud.ts';
import { RateLimiter } from './rate-limiter.ts';
import { plugStatus } from './shelly-status.ts';

export interface ShellyOptions {
  readonly host: string;
  /** Factor on the vendor's one request a second for each account. */
  readonly rateLimitScale: number;
  readonly rateLimitStatus: 429 | 401;
}

/** Plugs by device id, by the key of the account that they belong to. */
export type ShellyAccounts = ReadonlyMap<string, ReadonlyMap<string, Plug>>;

const GET = '/v2/devices/api/get';
const SET_SWITCH = '/v2/devices/api/set/switch';

const getBody = z.strictObject({
  ids: z.array(z.string()).min(1).max(10),
  select: z.array(z.enum(['status', 'settings'])).optional(),
  pick: z
    .strictObject({ status: z.array(z.string()).optional(), settings: z.array(z.string()).optional() })
    .optional(),
});

const switchBody = z.strictObject({
  id: z.string(),
  channel: z.int().min(0).optional(),
  on: z.boolean(),
  toggle_after: z.number().optional(),
});

/** Reading and switching of the Cloud Control API v2.0-beta. */
export class ShellyCloud implements VendorCloud {
  readonly name = 'shelly';
  readonly host: string;
  readonly readingPaths = [
    [0, 'status', 'switch:0', 'output'],
    [0, 'status', 'switch:0', 'apower'],
    [0, 'status', 'switch:0', 'aenergy', 'total'],
  ];
  readonly #options: ShellyOptions;
  readonly #accounts: ShellyAccounts;
  readonly #limiter: RateLimiter;

  constructor(options: ShellyOptions, accounts: ShellyAccounts) {
    this.host = options.host;
    this.#options = options;
    this.#accounts = accounts;
    this.#limiter = new RateLimiter([
      { requests: Math.max(1, Math.round(options.rateLimitScale)), windowMs: 1_000 },
    ]);
  }

  isAction(request: VendorRequest): boolean {
    return request.path === SET_SWITCH;
  }

  answer(request: VendorRequest): VendorResponse {
    const key = request.query.get('auth_key') ?? '';
    const devices = this.#accounts.get(key);
    if (devices === undefined) return this.refuse('unauthorized');
    if (this.#limiter.take(key, request.nowMs) !== undefined) return this.refuse('rate-limited');
    if (request.method !== 'POST') return this.refuse('not-found');
    if (request.path === GET) return this.#get(devices, request);
    if (request.path === SET_SWITCH) return this.#setSwitch(devices, request);
    return this.refuse('not-found');
  }

  refuse(refusal: Refusal): VendorResponse {
    switch (refusal) {
      case 'unauthorized':
        return json(401, { isok: false, errors: { invalid_auth_key: 'Wrong auth key' } });
      case 'not-found':
        return failure(404, 'DEVICE_NOT_FOUND', 'Device state is missing');
      case 'rate-limited':
        return json(this.#options.rateLimitStatus, {
          isok: false,
          errors: { max_req: 'Request limit reached!' },
        });
      case 'server-error':
        return failure(500, 'UNEXPECTED_SUBSERVICE_ERROR', 'Internal failure');
    }
  }

  #get(devices: ReadonlyMap<string, Plug>, request: VendorRequest): VendorResponse {
    const query = getBody.safeParse(bodyOf(request));
    if (!query.success) return badRequest(query.error);
    const { ids, select = [], pick } = query.data;
    // A device that the account lacks is left out of the list; that is no error.
    const known = ids.flatMap((id) => devices.get(id) ?? []);
    return json(
      200,
      known.map((plug) => {
        const status = select.includes('status')
          ? picked(plugStatus(plug, request.nowMs), pick?.status)
          : undefined;
        const settings = select.includes('settings')
          ? picked({ DeviceInfo: { id: plug.id } }, pick?.settings)
          : undefined;
        return {
          id: plug.id,
          type: 'relay',
          code: 'SNPL-00112EU',
          gen: 'G2',
          online: plug.online ? 1 : 0,
          status,
          settings,
        };
      }),
    );
  }

  #setSwitch(devices: ReadonlyMap<string, Plug>, request: VendorRequest): VendorResponse {
    const command = switchBody.safeParse(bodyOf(request));
    if (!command.success) return badRequest(command.error);
    const { id, channel = 0, on, toggle_after: toggleAfter } = command.data;
    const plug = devices.get(id);
    if (plug === undefined) return this.refuse('not-found');
    if (!plug.online) return failure(400, 'DEVICE_OFFLINE', 'Device appears to be offline');
    if (channel !== 0) return failure(400, 'DEVICE_INVALID_CHANNEL', 'Invalid channel');
    if (toggleAfter !== undefined) return failure(400, 'DEVICE_FAILED_COMMAND', 'This device has no timer');
    plug.turn(on, request.nowMs);
    // Success is status 200 with nothing in it.
    return { status: 200, headers: HEADERS, body: '', framing: 'content-length' };
  }
}

const HEADERS = [
  ['Server', 'nginx'],
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Access-Control-Allow-Origin', '*'],
] as const;

function json(status: number, body: unknown): VendorResponse {
  return { status, headers: HEADERS, body: JSON.stringify(body), framing: 'content-length' };
}

function failure(status: number, error: string, ...messages: string[]): VendorResponse {
  return json(status, { error, data: { messages } });
}

function badRequest(error: z.ZodError): VendorResponse {
  return failure(
    400,
    'BAD_REQUEST',
    ...error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  );
}

function bodyOf(request: VendorRequest): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body)) as unknown;
  } catch {
    return undefined;
  }
}

/** The members asked for; where none of them is there, the whole is left out, as the vendor does. */
function picked(
  whole: Readonly<Record<string, unknown>>,
  names: readonly string[] | undefined,
): Record<string, unknown> | undefined {
  if (names === undefined) return { ...whole };
  const entries = names.filter((name) => Object.hasOwn(whole, name)).map((name) => [name, whole[name]]);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, unknown>);
}
