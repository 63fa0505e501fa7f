import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { startMpcProver, startMpcVerifier } from '@cloudx3/notary/testing';
import { median, seconds } from './bench.ts';
import type { Benchmark } from './bench.ts';
import { usageOf } from './process-usage.ts';

const SERVER_NAME = 'api.vendor.test';
const RUNS = 3;
const MINUTES = 600_000;
/** Request and response at most, in bytes: what one reading of a sensor needs, and four times the answer. */
const SIZES = [
  { maxSentBytes: 512, maxRecvBytes: 1_024 },
  { maxSentBytes: 1_024, maxRecvBytes: 2_048 },
];

interface Run {
  readonly startMs: number;
  readonly setupMs: number;
  readonly onlineMs: number;
  readonly channelBytes: number;
  readonly prover: ReturnType<typeof usageOf>;
  readonly verifier: ReturnType<typeof usageOf>;
}

/** One MPC-TLS session, both sides on this machine: what is done ahead of need, and what a reading waits for. */
export const benchmark: Benchmark = {
  name: 'mpc',
  about: 'one MPC-TLS session, prover and notary on this machine: cold against a warm pool',
  run: async (tell) => {
    const figures: Record<string, Record<string, number>> = {};
    for (const size of SIZES) {
      const name = `${size.maxSentBytes}/${size.maxRecvBytes}`;
      const runs: Run[] = [];
      for (let i = 0; i < RUNS; i += 1) runs.push(await measure(size));
      const of = (pick: (run: Run) => number) => median(runs.map(pick));
      const online = of(({ onlineMs }) => onlineMs);
      const cold = of((run) => run.startMs + run.setupMs + run.onlineMs);
      figures[name] = {
        coldSeconds: seconds(cold),
        setupSeconds: seconds(of(({ setupMs }) => setupMs)),
        onlineSeconds: seconds(online),
        warmToCold: Math.round((online / cold) * 100) / 100,
        proverCpuSeconds: of(({ prover }) => prover.cpuSeconds),
        notaryCpuSeconds: of(({ verifier }) => verifier.cpuSeconds),
        megabytesBetween: Math.round(of(({ channelBytes }) => channelBytes) / 1e5) / 10,
        proverPeakRssMb: of(({ prover }) => prover.peakRssMb),
        notaryPeakRssMb: of(({ verifier }) => verifier.peakRssMb),
      };
      tell(`${name} bytes: ${JSON.stringify(figures[name])}`);
    }
    return { ratio: figures['512/1024']?.['warmToCold'] ?? Number.NaN, ...figures };
  },
};

async function measure(size: (typeof SIZES)[number]): Promise<Run> {
  const ca = await createDevelopmentCa({ validDays: 2 });
  const server = await startServer(ca);
  const never = new AbortController().signal;
  const startedAt = performance.now();
  const prover = await startMpcProver({
    ...size,
    serverName: SERVER_NAME,
    customCa: ca.der,
    deadlines: { startMs: MINUTES, setupMs: MINUTES, exchangeMs: MINUTES, revealMs: MINUTES },
  });
  const verifier = await startMpcVerifier({
    ...size,
    customCa: ca.der,
    deadlines: { startMs: MINUTES, connectMs: MINUTES, setupMs: MINUTES, idleMs: MINUTES, onlineMs: MINUTES },
  });
  try {
    let channelBytes = 0;
    for (const [from, to] of [
      [prover.channel, verifier.channel],
      [verifier.channel, prover.channel],
    ] as const) {
      from.on('data', (chunk: Buffer) => (channelBytes += chunk.length));
      from.pipe(to);
    }
    const verdict = verifier.verify(never);
    const readyAt = performance.now();
    await prover.setup(never);
    const setUpAt = performance.now();
    const { sent, received } = await prover.exchange(REQUEST, server.address, never);
    await prover.reveal(
      { sent: [{ start: 0, end: sent.length }], received: [{ start: 0, end: received.length }] },
      never,
    );
    await verdict;
    const doneAt = performance.now();
    return {
      startMs: readyAt - startedAt,
      setupMs: setUpAt - readyAt,
      onlineMs: doneAt - setUpAt,
      channelBytes,
      prover: usageOf(prover.pid ?? 0),
      verifier: usageOf(verifier.pid ?? 0),
    };
  } finally {
    await Promise.all([prover.close(), verifier.close()]);
    server.close();
  }
}

const REQUEST = {
  method: 'GET',
  target: '/v1/reading',
  headers: [
    ['host', new TextEncoder().encode(SERVER_NAME)],
    ['connection', new TextEncoder().encode('close')],
  ] as [string, Uint8Array][],
};

async function startServer(ca: Awaited<ReturnType<typeof createDevelopmentCa>>) {
  const { certificatePem: cert, privateKeyPem: key } = await issueServerCertificate(ca, {
    names: [SERVER_NAME],
    validDays: 2,
  });
  const body = JSON.stringify({ temperature: 21.4, unit: 'Cel', padding: '.'.repeat(300) });
  const server = createServer({ cert, key, maxVersion: 'TLSv1.2' }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: { host: '127.0.0.1', port }, close: () => server.close() };
}
