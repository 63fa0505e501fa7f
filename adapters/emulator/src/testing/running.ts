import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { pino } from 'pino';
import { readConfig } from '../config/read.ts';
import { startEmulator } from '../emulator.ts';
import type { Emulator } from '../emulator.ts';
import { exchange } from './exchange.ts';
import type { Exchanged } from './exchange.ts';
import { LAMP_HOST, LAMP_TABLE, lampVendor } from './lamp.ts';

/** A minute of the lamp's series begins here. */
export const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

/** Another vendor of the same cloud, so that vendors can be told apart. */
export const OTHER_HOST = 'api.other.example.org';

/** An emulator in this process, on a clock that only the test moves. */
export interface Running extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly clock: { nowMs: number };
  send(
    host: string,
    request: Uint8Array | string,
    options?: { maxVersion?: 'TLSv1.2' | 'TLSv1.3'; ciphers?: string },
  ): Promise<Exchanged>;
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

/** Two vendors on real TLS; `sections` are the emulator's own tables of the configuration. */
export async function running(sections: Readonly<Record<string, unknown>> = {}): Promise<Running> {
  const home = mkdtempSync(join(tmpdir(), 'adapters-emulator-'));
  const ca = await createDevelopmentCa({ validDays: 2 });
  const issued = await issueServerCertificate(ca, { names: [LAMP_HOST, OTHER_HOST], validDays: 2 });
  const clock = { nowMs: START_MS };
  const vendors = [lampVendor(), lampVendor('other', 'lamp-2')];
  const tables = { lamp: LAMP_TABLE, other: LAMP_TABLE };
  const emulator = await startEmulator(
    {
      home,
      vendors,
      config: readConfig({ limits: { scale: 1_000 }, ...sections, ...tables }, vendors),
      certificate: issued.certificatePem,
      privateKey: issued.privateKeyPem,
      port: 0,
      adminPort: 0,
    },
    { logger: pino({ level: 'silent' }), now: () => clock.nowMs },
  );
  return {
    emulator,
    clock,
    send: (host, request, tls = {}) => exchange({ host, port: emulator.port, ca: ca.pem, ...tls }, request),
    async admin(method, path, body) {
      const response = await fetch(`http://127.0.0.1:${emulator.adminPort}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    async [Symbol.asyncDispose]() {
      await emulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
