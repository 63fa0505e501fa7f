import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DevelopmentCa } from '@cloudx3/dev-ca';
import { get, makeIdentity, startReadyPair, startServer, text } from '../test-support/mpc-session-pair.ts';
import type { Pair, TestServer } from '../test-support/mpc-session-pair.ts';
import type { MpcTranscript } from '../mpc/transcript.ts';
import { systemClock } from './clock.ts';
import { SetupPool } from './setup-pool.ts';
import type { PoolSession } from './shelf.ts';

const TEST_MS = 600_000;
const SMALL = { maxSentBytes: 128, maxRecvBytes: 64 } as const;
const ANSWER = 'HTTP/1.1 204 No Content\r\n\r\n';

let ca: DevelopmentCa;
let server: TestServer;

beforeAll(async () => {
  const identity = await makeIdentity();
  ca = identity.ca;
  server = await startServer(identity.certificate, (socket) => socket.once('data', () => socket.end(ANSWER)));
});
afterAll(() => server[Symbol.asyncDispose]());

interface WarmPair extends PoolSession {
  readonly pair: Pair;
  readonly verdict: Promise<MpcTranscript>;
}

async function warmPair(): Promise<WarmPair> {
  const pair = await startReadyPair({ ca, prover: SMALL, verifier: SMALL });
  return { pair, verdict: pair.verdict, ended: pair.prover.ended, close: () => pair[Symbol.asyncDispose]() };
}

describe('SetupPool with real sessions', () => {
  it(
    'hands out a session that needs its exchange only, and replaces one whose other party was killed',
    async () => {
      const made: WarmPair[] = [];
      const waiting: { count: number; resolve: () => void }[] = [];
      await using pool = new SetupPool<WarmPair>(
        { size: 1, maxIdleMs: TEST_MS, retryMs: 10, maxRetryMs: 10 },
        {
          clock: systemClock,
          create: async () => {
            const session = await warmPair();
            made.push(session);
            for (const { count, resolve } of waiting) if (made.length >= count) resolve();
            return session;
          },
        },
      );
      const madeAtLeast = (count: number): Promise<void> =>
        new Promise((resolve) => waiting.push({ count, resolve }));

      const first = madeAtLeast(1);
      const second = madeAtLeast(2);
      pool.keepWarm('a', 1);
      await first;
      process.kill(made[0]!.pair.verifier.pid!, 'SIGKILL');
      expect(await made[0]!.ended).toMatchObject({ code: 'mpc.peer_gone' });
      await second;

      const session = await pool.take('a');
      expect(session).toBe(made[1]);
      pool.keepWarm('a', 0);
      const { sent, received } = await session.pair.prover.exchange(get('/warm'), server.address);
      await session.pair.prover.reveal({
        sent: [{ start: 0, end: sent.length }],
        received: [{ start: 0, end: received.length }],
      });
      expect(text((await session.verdict).received.bytes)).toBe(ANSWER);
      await session.close();
    },
    TEST_MS,
  );
});
