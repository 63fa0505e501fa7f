import { RateLimiter } from 'cloudx3-emulator';
import type { EmulatedCloud, Refusal, Series, VendorRequest, VendorResponse } from 'cloudx3-emulator';
import { HEADERS, badRequest, failure, json } from './answers.ts';
import type { Plug } from './plug.ts';
import { bodyOf, getBody, picked, switchBody } from './requests.ts';
import { plugStatus } from './status.ts';

/** How the cloud behaves. */
export interface ShellyOptions {
  readonly host: string;
  /** Factor on the vendor's one request a second for each account. */
  readonly rateLimitScale: number;
  /** Which of the two statuses it answers when it means the rate. */
  readonly rateLimitStatus: 429 | 401;
}

/** What is in the cloud. */
export interface ShellyDeps {
  /** Plugs by device id, by the key of the account that they belong to. */
  readonly accounts: ReadonlyMap<string, ReadonlyMap<string, Plug>>;
  /** What the plugs show. */
  readonly series: Readonly<Record<string, Series>>;
}

const GET = '/v2/devices/api/get';
const SET_SWITCH = '/v2/devices/api/set/switch';

/** Reading and switching of the Cloud Control API v2.0-beta. */
export class ShellyCloud implements EmulatedCloud {
  readonly host: string;
  readonly devices: readonly Plug[];
  readonly series: ShellyDeps['series'];
  readonly readingPaths = [
    [0, 'status', 'switch:0', 'output'],
    [0, 'status', 'switch:0', 'apower'],
    [0, 'status', 'switch:0', 'aenergy', 'total'],
  ];
  readonly #options: ShellyOptions;
  readonly #accounts: ShellyDeps['accounts'];
  readonly #limiter: RateLimiter;

  constructor(options: ShellyOptions, { accounts, series }: ShellyDeps) {
    this.host = options.host;
    this.devices = [...accounts.values()].flatMap((devices) => [...devices.values()]);
    this.series = series;
    this.#options = options;
    this.#accounts = accounts;
    this.#limiter = new RateLimiter([{ requests: 1, windowMs: 1_000 }], options.rateLimitScale);
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
