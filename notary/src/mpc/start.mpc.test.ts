import { describe, expect, it } from 'vitest';
import { createDevelopmentCa } from '@cloudx3/dev-ca';
import { startMpcProver } from './prover-session.ts';
import { startMpcVerifier } from './verifier-session.ts';
import { get, LIMITS, SERVER_NAME } from '../test-support/mpc-session-pair.ts';

// What one process alone does; no MPC is run, so these are quick.
const START_MS = 60_000;
const deadlines = { startMs: START_MS, setupMs: START_MS, exchangeMs: START_MS, revealMs: START_MS };
const options = { ...LIMITS, serverName: SERVER_NAME, deadlines };
const server = { host: '127.0.0.1', port: 1 };

describe('startMpcProver', () => {
  it.each([
    ['serverName', { serverName: '127.0.0.1' }],
    ['serverName', { serverName: 'a..b' }],
    ['maxSentBytes', { maxSentBytes: 0 }],
    ['maxRecvBytes', { maxRecvBytes: 1.5 }],
    ['threads', { threads: 0 }],
    ['deadlines.setupMs', { deadlines: { ...deadlines, setupMs: Number.NaN } }],
  ])('refuses a bad %s before it starts anything', async (name, bad) => {
    await expect(startMpcProver({ ...options, ...bad })).rejects.toMatchObject({
      code: 'mpc.invalid_options',
      message: expect.stringContaining(`"${name}"`) as string,
    });
  });

  it('refuses a custom CA that does not fit', async () => {
    await expect(startMpcProver({ ...options, customCa: new Uint8Array(10) })).rejects.toMatchObject({
      code: 'mpc.trust_anchor',
    });
  });

  it(
    'reports a process that does not come up, within its deadline and without leaving it behind',
    async () => {
      await expect(
        startMpcProver({ ...options, deadlines: { ...deadlines, startMs: 1 } }),
      ).rejects.toMatchObject({ code: 'mpc.deadline', step: 'start' });
      await expect(startMpcProver(options, { nodePath: '/nowhere/node' })).rejects.toMatchObject({
        code: 'mpc.child_crashed',
      });
      await expect(startMpcProver(options, {}, AbortSignal.abort())).rejects.toMatchObject({
        code: 'mpc.aborted',
      });
    },
    START_MS,
  );

  it(
    'keeps the order of its steps, and refuses a request that does not fit without being spoilt by it',
    async () => {
      await using session = await startMpcProver(options);
      await expect(session.exchange(get('/'), server)).rejects.toMatchObject({ code: 'mpc.wrong_state' });
      await expect(session.exchange(get(`/${'x'.repeat(600)}`), server)).rejects.toMatchObject({
        code: 'mpc.request_too_large',
      });
      await expect(session.reveal({ sent: [], received: [] })).rejects.toMatchObject({
        code: 'mpc.wrong_state',
      });
      expect(session.failure).toBeUndefined();
    },
    START_MS,
  );

  it(
    'ends when it is closed, aborted, or its channel is gone, and says which',
    async () => {
      const closed = await startMpcProver(options);
      await Promise.all([closed.close(), closed.close()]);
      await expect(closed.setup()).rejects.toMatchObject({ code: 'mpc.wrong_state' });

      const controller = new AbortController();
      const aborted = await startMpcProver(options);
      const setup = aborted.setup(controller.signal);
      controller.abort();
      await expect(setup).rejects.toMatchObject({ code: 'mpc.aborted', step: 'setup' });
      await aborted.close();

      const left = await startMpcProver(options);
      left.channel.destroy();
      await expect(left.ended).resolves.toMatchObject({ code: 'mpc.peer_gone' });
      await left.close();
    },
    START_MS,
  );
});

describe('startMpcVerifier', () => {
  const times = { startMs: START_MS, connectMs: 50, setupMs: START_MS, idleMs: START_MS, onlineMs: START_MS };

  it(
    'gives up on a prover that never speaks, and verifies once only',
    async () => {
      const ca = await createDevelopmentCa({ validDays: 1 });
      await using session = await startMpcVerifier({ ...LIMITS, customCa: ca.der, deadlines: times });
      const first = session.verify();
      await expect(session.verify()).rejects.toMatchObject({ code: 'mpc.wrong_state' });
      await expect(first).rejects.toMatchObject({ code: 'mpc.deadline', step: 'connect' });
    },
    START_MS,
  );
});
