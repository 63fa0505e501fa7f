import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { pino } from 'pino';
import { readConfig } from '../config/read.ts';
import type { EmulatorConfigInput } from '../config/schema.ts';
import { startEmulator } from '../emulator.ts';
import type { Emulator } from '../emulator.ts';
import { loadMeasuredData } from '../replay/load.ts';
import type { MeasuredData } from '../replay/load.ts';
import { exchange } from './exchange.ts';
import type { Exchanged } from './exchange.ts';

export const OPEN_METEO = 'api.open-meteo.com';
export const SHELLY = 'shelly-103-eu.shelly.cloud';
/** Of the vendor's form, and no account's. */
export const AUTH_KEY = `TESTKEYxdWlk${'0123456789ABCDEF'.repeat(5)}`;
export const DEVICE = 'b48a0a1cd978';
/** A quarter of an hour begins here, and the household's day at the same time. */
const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

export interface RunningOptions {
  readonly config?: Partial<EmulatorConfigInput>;
  readonly data?: MeasuredData;
}

/** An emulator in this process, on a clock that only the test moves. */
export interface Running extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly ca: string;
  readonly clock: { nowMs: number };
  readonly home: string;
  send(
    host: string,
    request: Uint8Array | string,
    options?: { maxVersion?: 'TLSv1.2' | 'TLSv1.3'; ciphers?: string },
  ): Promise<Exchanged>;
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** The one device, as the admin port shows it. */
  device(): Promise<Record<string, unknown>>;
}

export async function running(options: RunningOptions = {}): Promise<Running> {
  const home = mkdtempSync(join(tmpdir(), 'adapters-emulator-'));
  const ca = await createDevelopmentCa({ validDays: 2 });
  const issued = await issueServerCertificate(ca, { names: [OPEN_METEO, SHELLY], validDays: 2 });
  const clock = { nowMs: START_MS };
  const emulator = await startEmulator(
    {
      home,
      config: readConfig({ ...baseConfig(), ...options.config }),
      certificate: issued.certificatePem,
      privateKey: issued.privateKeyPem,
      port: 0,
      adminPort: 0,
    },
    { logger: pino({ level: 'silent' }), data: options.data ?? loadMeasuredData(), now: () => clock.nowMs },
  );
  const admin: Running['admin'] = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${emulator.adminPort}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  return {
    emulator,
    ca: ca.pem,
    clock,
    home,
    admin,
    send: (host, request, tls = {}) => exchange({ host, port: emulator.port, ca: ca.pem, ...tls }, request),
    device: async () => {
      const { body } = await admin('GET', '/state');
      return (body as { devices: Record<string, unknown>[] }).devices[0] ?? {};
    },
    async [Symbol.asyncDispose]() {
      await emulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function baseConfig(): EmulatorConfigInput {
  return {
    open_meteo: { host: OPEN_METEO },
    shelly: { host: SHELLY, accounts: [{ auth_key: AUTH_KEY, devices: [{ id: DEVICE }] }] },
    limits: { scale: 1_000 },
  };
}

/** A request of the Shelly API as text. */
export function shellyRequest(path: string, body: unknown, key = AUTH_KEY): string {
  const json = JSON.stringify(body);
  const head = `POST ${path}?auth_key=${key} HTTP/1.1\r\nhost: ${SHELLY}\r\nconnection: close\r\ncontent-type: application/json`;
  return `${head}\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

export function readRequest(ids: readonly string[] = [DEVICE]): string {
  return shellyRequest('/v2/devices/api/get', { ids, select: ['status'], pick: { status: ['switch:0'] } });
}

export function switchRequest(on: boolean, id = DEVICE): string {
  return shellyRequest('/v2/devices/api/set/switch', { id, channel: 0, on });
}

export function weatherRequest(query: string): string {
  return `GET /v1/forecast?${query} HTTP/1.1\r\nhost: ${OPEN_METEO}\r\nconnection: close\r\n\r\n`;
}
