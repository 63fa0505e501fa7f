import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NotaryError, notaryError } from '../../session/error.ts';
import type { NotaryErrorCode } from '../../session/error.ts';
import { orLastWord } from './last-word.ts';
import type { MpcErrorCode } from '../../session/error-codes.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What is said of a session whose engine and whose notary tell of its end at these times, in milliseconds. */
async function said(
  engine: { code: MpcErrorCode; atMs: number } | undefined,
  notary: { code: NotaryErrorCode; atMs: number; refused?: boolean } | undefined,
): Promise<string> {
  const work = Promise.withResolvers<undefined>();
  const ended = Promise.withResolvers<NotaryError>();
  if (engine !== undefined)
    setTimeout(() => work.reject(new NotaryError(engine.code, engine.code)), engine.atMs);
  if (notary !== undefined) {
    const { code, atMs, refused = true } = notary;
    setTimeout(() => ended.resolve(new NotaryError(code, code, { refused })), atMs);
  }
  const outcome = orLastWord(work.promise, { ended: ended.promise }).catch(
    (error: unknown) => (error as NotaryError).code,
  );
  await vi.runAllTimersAsync();
  return String(await outcome);
}

describe('of a session that failed', () => {
  it.each(['engine.rejected', 'engine.failed'] as const)(
    'the engine’s own word goes before %s, whichever comes first',
    async (code) => {
      const expired = 'mpc.certificate_expired';
      expect(await said({ code: expired, atMs: 1 }, { code, atMs: 50 })).toBe(expired);
      expect(await said({ code: expired, atMs: 50 }, { code, atMs: 1 })).toBe(expired);
    },
  );

  it.each(['mpc.peer_gone', 'mpc.setup_failed', 'mpc.exchange_failed'] as const)(
    'the notary’s refusal goes before %s, whichever comes first',
    async (code) => {
      expect(await said({ code, atMs: 1 }, { code: 'engine.rejected', atMs: 50 })).toBe('engine.rejected');
      expect(await said({ code, atMs: 50 }, { code: 'engine.rejected', atMs: 1 })).toBe('engine.rejected');
    },
  );

  it('a refusal that names its reason is told, unless the engine had named its own before', async () => {
    const refusal = { code: 'deadline.online', atMs: 50 } as const;
    expect(await said({ code: 'mpc.server_closed', atMs: 60 }, refusal)).toBe('deadline.online');
    expect(await said({ code: 'mpc.peer_gone', atMs: 1 }, refusal)).toBe('deadline.online');
    expect(await said(undefined, refusal)).toBe('deadline.online');
    expect(await said({ code: 'mpc.server_closed', atMs: 1 }, refusal)).toBe('mpc.server_closed');
  });

  it('a notary that is gone says no more than an engine that knows the cause, and more than one that does not', async () => {
    const gone = { code: 'notary.gone', atMs: 50, refused: false } as const;
    expect(await said({ code: 'mpc.certificate_expired', atMs: 1 }, gone)).toBe('mpc.certificate_expired');
    expect(await said({ code: 'mpc.peer_gone', atMs: 1 }, gone)).toBe('notary.gone');
  });

  it('the other one’s word is not waited for for ever', async () => {
    expect(await said({ code: 'mpc.peer_gone', atMs: 1 }, undefined)).toBe('mpc.peer_gone');
    expect(await said({ code: 'mpc.peer_gone', atMs: 1 }, { code: 'limit.bytes', atMs: 60_000 })).toBe(
      'mpc.peer_gone',
    );
    expect(await said(undefined, { code: 'engine.rejected', atMs: 1 })).toBe('engine.rejected');
  });

  it('nothing is said where the work is done', async () => {
    const ended = new Promise<NotaryError>(() => undefined);
    expect(await orLastWord(Promise.resolve(7), { ended })).toBe(7);
    const aborted = Promise.reject(new NotaryError('mpc.aborted', 'aborted'));
    await expect(orLastWord(aborted, { ended })).rejects.toMatchObject({ code: 'mpc.aborted' });
    const bug = Promise.reject(notaryError('prover.internal'));
    await expect(orLastWord(bug, { ended })).rejects.toMatchObject({ code: 'prover.internal' });
  });
});
