import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { silentTelemetry } from '../testing/silent-telemetry.ts';
import { startHttpServer } from './http-server.ts';
import type { HttpServer } from './http-server.ts';

const clock = new ManualClock(1_000);
let server: HttpServer | undefined;

afterEach(() => server?.close());

describe('the status port', () => {
  it('answers 200 while healthy, 503 with the reasons while not, and metrics', async () => {
    const telemetry = silentTelemetry(clock);
    server = await startHttpServer(
      { host: '127.0.0.1', port: 0 },
      { telemetry, clock, status: () => Promise.resolve({ name: 'n' }) },
    );
    const health = async () => {
      const response = await fetch(`${server?.url ?? ''}/health`);
      return [response.status, await response.json()];
    };
    expect(await health()).toEqual([200, { ok: true, troubles: [] }]);
    telemetry.roundMissed({
      feedId: 1,
      round: 4n,
      code: 'vendor.unauthorized',
      reason: 'the vendor refused the credential',
    });
    const message = 'no observation for round 4 of feed 1: the vendor refused the credential';
    expect(await health()).toEqual([
      503,
      { ok: false, troubles: [{ code: 'node.round_missed', level: 'red', message, sinceMs: 1_000 }] },
    ]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('node_missed_rounds_total{feed="1"} 1');
    expect(metrics).toContain('node_healthy 0');
    telemetry.observationSigned({
      feedId: 1,
      round: 5n,
      value: '1',
      unit: 'W',
      mode: 'mpc',
      notaries: [],
      attestations: [],
    });
    expect((await health())[0]).toBe(200);
    telemetry.failure('testing', new Error('boom'));
    const status = (await (await fetch(`${server.url}/status`)).json()) as object;
    expect(status).toMatchObject({
      name: 'n',
      health: { ok: true },
      lastErrors: [{ code: 'unexpected', message: 'boom', doing: 'testing' }],
    });
  });

  it('says in one line that its port is taken', async () => {
    const telemetry = silentTelemetry(clock);
    server = await startHttpServer(
      { host: '127.0.0.1', port: 0 },
      { telemetry, clock, status: () => Promise.resolve({}) },
    );
    const port = Number(new URL(server.url).port);
    await expect(
      startHttpServer({ host: '127.0.0.1', port }, { telemetry, clock, status: () => Promise.resolve({}) }),
    ).rejects.toMatchObject({ code: 'node.http' });
  });
});
