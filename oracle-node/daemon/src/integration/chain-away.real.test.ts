// The chain goes away in the middle of a command, for more than ten blocks' time, and comes back as it was.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startHttpServer } from '../status/http-server.ts';
import type { HttpServer } from '../status/http-server.ts';
import { BLOCK_MS, DevnetNetwork } from '../testing/devnet/devnet-network.ts';
import type { TestMember } from '../testing/start-member.ts';

const WAIT = { timeout: 60_000, interval: 100 };
const AWAY_MS = 12 * BLOCK_MS;

const net = new DevnetNetwork({ members: 1, firstPort: 25_110 });
let member: TestMember;
let http: HttpServer;

beforeAll(async () => {
  await net.start();
  member = await net.startMember(0);
  const { telemetry, node } = member;
  http = await startHttpServer(
    { host: '127.0.0.1', port: 0 },
    {
      health: () => telemetry.health.status(),
      status: () => node.status(),
      metrics: () => Promise.resolve({ contentType: 'text/plain', text: '' }),
    },
  );
}, 120_000);

afterAll(async () => {
  await http.close();
  await net.close();
});

async function health(): Promise<{ status: number; codes: string[] }> {
  const answer = await fetch(`${http.url}/health`);
  const { troubles } = (await answer.json()) as { troubles: { code: string }[] };
  return { status: answer.status, codes: troubles.map(({ code }) => code) };
}

describe('a chain that is away for more than ten blocks', () => {
  it('turns health red, and the command that was under way is settled once when it is back', async () => {
    const device = await net.registerDevice();
    const acting = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    member.notarizer.onPhase = (phase, { operation }) => {
      if (operation.message.name !== 'test/switch' || phase !== 'connecting') return;
      acting.resolve(undefined);
      return goOn.promise;
    };
    await net.issueCommand(device, 80_000);
    await acting.promise;
    const height = await net.owner.height();
    await net.stopChain();
    const goneAtMs = Date.now();
    // The device is switched while nobody can be told of it.
    goOn.resolve(undefined);
    await vi.waitFor(() => expect(net.switchings()).toBe(1), WAIT);
    await vi.waitFor(async () => {
      expect(await health()).toEqual({ status: 503, codes: ['sdk.unreachable'] });
      expect(Date.now() - goneAtMs).toBeGreaterThanOrEqual(AWAY_MS);
    }, WAIT);
    expect(net.switchings()).toBe(1);

    await net.reopenChain();
    await vi.waitFor(async () => expect(await health()).toEqual({ status: 200, codes: [] }), WAIT);
    await vi.waitFor(async () => expect((await net.devices.command(1n))?.status).toBe('settled'), WAIT);
    expect(net.switchings()).toBe(1);
    expect((await net.devices.command(1n))?.receipt?.actionId).toBeDefined();
    // It is the same chain: nothing that was committed is gone.
    expect(await net.owner.height()).toBeGreaterThan(height);
    // The chain shows that some moments before the node that sent it hears of it.
    await vi.waitFor(async () => {
      const ended = await member.counted('node_commands_total');
      expect(ended).toEqual([{ labels: { outcome: 'settled' }, value: 1 }]);
    }, WAIT);
  });
});
