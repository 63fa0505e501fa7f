import type { Benchmark, Figures } from './bench.ts';
import { usageOf } from './process-usage.ts';
import { startStage } from './proxy/stage.ts';

const WARM_UP = 200;
const SESSIONS = 1_000;
const AT_ONCE = 8;
const OPEN = 1_000;

/** What PROXY mode costs the notary: CPU for one session, and memory for a thousand that are open at once. */
export const benchmark: Benchmark = {
  name: 'notary',
  about: 'CPU of the notary for one PROXY session, and its memory with 1,000 sessions open at once',
  run: async (tell) => {
    const cpu = await cpuOfSessions();
    tell(`a session: ${JSON.stringify(cpu)}`);
    const memory = await memoryOfOpenSessions();
    tell(`${OPEN} open: ${JSON.stringify(memory)}`);
    return { ...cpu, ...memory } satisfies Figures;
  },
};

async function cpuOfSessions(): Promise<Record<string, number>> {
  await using stage = await startStage({ roundTripsMs: [0] });
  const signal = new AbortController().signal;
  const run = async (count: number): Promise<void> => {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await stage.notarizer.notarize(stage.request(0), signal);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
  await run(WARM_UP);
  const before = usageOf(stage.notary.pid).cpuSeconds;
  const startedAt = performance.now();
  await run(SESSIONS);
  const elapsed = (performance.now() - startedAt) / 1_000;
  const cpuMs = ((usageOf(stage.notary.pid).cpuSeconds - before) * 1_000) / SESSIONS;
  return {
    cpuMsPerSession: Math.round(cpuMs * 100) / 100,
    sessionsPerCpuSecond: Math.round(1_000 / cpuMs),
    sessionsPerSecond: Math.round(SESSIONS / elapsed),
  };
}

/** Each session has sent its request and waits for a server that says nothing. */
async function memoryOfOpenSessions(): Promise<Record<string, number>> {
  await using stage = await startStage({ roundTripsMs: [0], silent: true, maxSessions: OPEN + 8 });
  const idleMb = usageOf(stage.notary.pid).peakRssMb;
  const ending = new AbortController();
  let exchanging = 0;
  const all = Promise.withResolvers<undefined>();
  const sessions = Array.from({ length: OPEN }, async () => {
    let isCounted = false;
    const onProgress = (phase: string): void => {
      if (phase !== 'exchanging' || isCounted) return;
      isCounted = true;
      if (++exchanging === OPEN) all.resolve(undefined);
    };
    await stage.notarizer.notarize({ ...stage.request(0), onProgress }, ending.signal).catch(() => undefined);
  });
  await all.promise;
  const peakMb = usageOf(stage.notary.pid).peakRssMb;
  ending.abort();
  await Promise.all(sessions);
  return { open: OPEN, idleRssMb: idleMb, peakRssMb: peakMb };
}
