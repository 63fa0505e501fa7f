import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { RawProver } from '../test-support/raw-prover.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestLimits, TestNotary } from '../test-support/test-notary.ts';

let test: TestNotary;
afterEach(async () => {
  await test.notary.close();
  expect(test.engines.alive.size).toBe(0);
  expect(test.notary.health().sessions).toBe(0);
});

/** A prover in a phase of its session. */
async function proverAt(phase: 'open' | 'setup' | 'idle' | 'online' | 'revealing'): Promise<RawProver> {
  const prover = await RawProver.connect(test.notary.url, test.tlsCa);
  if (phase === 'open') return prover;
  const { sessionId } = await prover.grant();
  if (phase === 'setup') return prover;
  const answered = once(prover.socket, 'message');
  prover.engine({ type: 'setup' });
  await answered;
  if (phase === 'idle') return prover;
  prover.bind(sessionId);
  await prover.next();
  if (phase === 'online') return prover;
  const online = once(prover.socket, 'message');
  prover.engine({ type: 'online' });
  await online;
  return prover;
}

describe('a prover that falls silent', () => {
  it.each<[Parameters<typeof proverAt>[0], keyof TestLimits, string]>([
    ['open', 'openTimeoutMs', 'deadline.open'],
    ['setup', 'setupTimeoutMs', 'deadline.setup'],
    ['idle', 'idleTimeoutMs', 'deadline.idle'],
    ['online', 'onlineTimeoutMs', 'deadline.online'],
    ['revealing', 'onlineTimeoutMs', 'deadline.online'],
  ])('at %s has until %s', async (phase, limit, code) => {
    test = await startTestNotary({ limits: { [limit]: 300 } });
    const prover = await proverAt(phase);
    expect(await prover.refusal()).toBe(code);
    expect(await test.outcomes()).toEqual({ [code]: 1 });
  });

  it('while the registry says nothing, has until the same deadline', async () => {
    test = await startTestNotary(
      { limits: { openTimeoutMs: 300 } },
      {
        registry: {
          operator: () => new Promise(() => undefined),
          operation: () => Promise.resolve(undefined),
          offer: () => Promise.resolve(undefined),
        },
      },
    );
    const prover = await proverAt('open');
    prover.open();
    expect(await prover.refusal()).toBe('deadline.open');
  });
});

describe('a prover that disappears', () => {
  it.each(['open', 'setup', 'idle', 'online', 'revealing'] as const)(
    'at %s leaves nothing behind',
    async (phase) => {
      test = await startTestNotary();
      const prover = await proverAt(phase);
      expect(test.engines.alive.size).toBe(phase === 'open' ? 0 : 1);
      prover.close();
      await expect.poll(() => test.outcomes()).toEqual({ gone: 1 });
      await expect.poll(() => test.engines.alive.size).toBe(0);
      await expect.poll(() => test.notary.health().sessions).toBe(0);
      const again = await proverAt('setup');
      again.close();
    },
  );
});

describe('an engine of the notary', () => {
  it.each(['start', 'setup', 'online'] as const)(
    'that dies at %s is one failed session and no more',
    async (point) => {
      test = await startTestNotary();
      test.engines.crashAt = point;
      const prover = await RawProver.connect(test.notary.url, test.tlsCa);
      prover.open();
      if (point !== 'start') {
        const grant = await prover.next();
        prover.engine({ type: 'setup' });
        if (grant.case === 'grant' && point === 'online') {
          prover.bind(grant.value.sessionId);
          prover.engine({ type: 'online' });
        }
      }
      expect(await prover.refusal()).toBe('engine.failed');
      test.engines.crashAt = undefined;
      const next = await proverAt('revealing');
      next.close();
    },
  );

  it('that is given another language than its own ends the session', async () => {
    test = await startTestNotary();
    const prover = await proverAt('setup');
    prover.stream(Buffer.from('\0\0\0\x04junk'));
    expect(await prover.refusal()).toBe('engine.rejected');
  });

  it('may move so many bytes and no more', async () => {
    test = await startTestNotary({ limits: { maxSessionBytes: 10_000 } });
    const prover = await proverAt('setup');
    prover.stream(new Uint8Array(10_001));
    expect(await prover.refusal()).toBe('limit.bytes');
  });
});

describe('a registry that fails', () => {
  it('is said to be away, and is asked again for the next session', async () => {
    let failing = true;
    test = await startTestNotary(
      {},
      {
        registry: {
          operator: () => (failing ? Promise.reject(new Error('chain')) : Promise.resolve({ active: true })),
          operation: () => Promise.resolve(undefined),
          offer: () => Promise.resolve(undefined),
        },
      },
    );
    const prover = await proverAt('open');
    prover.open();
    expect(await prover.refusal()).toBe('registry.unavailable');
    failing = false;
    const next = await proverAt('open');
    next.open();
    expect(await next.refusal()).toBe('session.unknown_operation');
  });
});

describe('a notary that stops', () => {
  it('refuses what waits and lets an exchange finish for a while', async () => {
    test = await startTestNotary({ drainMs: 200 });
    const [open, idle, online] = [await proverAt('open'), await proverAt('idle'), await proverAt('online')];
    const closing = test.notary.close();
    expect(await open.refusal()).toBe('notary.stopping');
    expect(await idle.refusal()).toBe('notary.stopping');
    expect(online.closed).toBeUndefined();
    expect(await online.refusal()).toBe('notary.stopping');
    await closing;
    await expect(RawProver.connect(test.notary.url, test.tlsCa)).rejects.toThrow('ECONNREFUSED');
  });
});
