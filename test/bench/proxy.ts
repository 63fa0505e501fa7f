import type { Notarizer, NotarizeRequest } from '@cloudx3/notary';
import { Agent, request } from 'undici';
import { median } from './bench.ts';
import type { Benchmark, Figures } from './bench.ts';
import { SERVER_NAME, startStage } from './proxy/stage.ts';
import type { Stage } from './proxy/stage.ts';

const ROUND_TRIPS_MS = [0, 20, 100];
/** By then V8 has compiled what both clients, the notary and the server do, as in a node that has run for a while. */
const WARM_UP = 150;
const RUNS = 60;
const MPC_RUNS = 3;

/** A notarized reading against a plain HTTPS request, each on a fresh TLS 1.3 connection through the same TCP relay, in turns. */
export const benchmark: Benchmark = {
  name: 'proxy',
  about: 'a PROXY reading (1 KB request, 2 KB response) against a plain HTTPS request by undici',
  run: async (tell) => {
    await using stage = await startStage({ roundTripsMs: ROUND_TRIPS_MS });
    await inTurns(stage, 0, WARM_UP);
    const figures: Record<string, Record<string, number>> = {};
    for (const [relay, roundTripMs] of ROUND_TRIPS_MS.entries()) {
      const { plain, proxy } = await inTurns(stage, relay, RUNS);
      const row = { plainMs: round(plain), proxyMs: round(proxy), ratio: round(proxy / plain) };
      figures[`${roundTripMs} ms`] = row;
      tell(`${roundTripMs} ms of added round trip: ${JSON.stringify(row)}`);
    }
    const mpc = await againstMpc(stage);
    tell(`by MPC from a warm pool: ${JSON.stringify(mpc)}`);
    return { ratio: figures['0 ms']?.['ratio'] ?? Number.NaN, ...figures, mpc } satisfies Figures;
  },
};

/** Medians in milliseconds. */
async function inTurns(
  stage: Stage,
  relay: number,
  runs: number,
): Promise<{ readonly plain: number; readonly proxy: number }> {
  const plain: number[] = [];
  const proxy: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    plain.push(await plainMs(stage, relay));
    proxy.push(await notarizeMs(stage.notarizer, stage.request(relay)));
  }
  return { plain: median(plain), proxy: median(proxy) };
}

/** The same request to the same server by both modes, each with its session prepared. */
async function againstMpc(stage: Stage): Promise<Record<string, number>> {
  const mpc: number[] = [];
  const proxy: number[] = [];
  for (let i = 0; i < MPC_RUNS; i += 1) {
    mpc.push(await notarizeMs(stage.byMpc, stage.request(0)));
    proxy.push(await notarizeMs(stage.notarizer, stage.request(0)));
  }
  const [mpcMs, proxyMs] = [median(mpc), median(proxy)];
  return { mpcMs: round(mpcMs), proxyMs: round(proxyMs), timesAsFast: Math.round(mpcMs / proxyMs) };
}

/** The control channel, or the set-up session, is kept ready as a node keeps it; the TLS connection to the vendor is fresh. */
async function notarizeMs(notarizer: Notarizer, asked: NotarizeRequest): Promise<number> {
  const signal = new AbortController().signal;
  await notarizer.prepare(asked.notary, asked.operation, signal);
  const startedAt = performance.now();
  await notarizer.notarize(asked, signal);
  return performance.now() - startedAt;
}

async function plainMs(stage: Stage, relay: number): Promise<number> {
  const port = stage.vendor.ready.ports[relay] ?? 0;
  const agent = new Agent({
    connect: { ca: stage.caPem, servername: SERVER_NAME, ALPNProtocols: ['http/1.1'] },
    pipelining: 0,
  });
  const startedAt = performance.now();
  const { body } = await request(`https://127.0.0.1:${port}/v1/reading`, {
    dispatcher: agent,
    headers: { host: SERVER_NAME, authorization: `Bearer ${'k'.repeat(32)}`, 'x-padding': '.'.repeat(820) },
  });
  await body.json();
  const ms = performance.now() - startedAt;
  await agent.close();
  return ms;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
