import { create, SessionGrantSchema } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { bindSession } from './bind-session.ts';
import { DEFAULT_DEADLINES } from './settings.ts';

const NOW = 1_700_000_000_000;

/** A bind that the notary answers with this time. */
function boundAt(sessionTimeMs: number): Promise<bigint> {
  const connection = {
    send: () => undefined,
    answer: () => Promise.resolve({ sessionTimeMs: BigInt(sessionTimeMs) }),
  };
  const session = { connection, grant: create(SessionGrantSchema, { sessionId: new Uint8Array(16) }) };
  const exchange = { request: { subject: '', context: undefined }, params: [] };
  const options = { prover: { sign: () => new Uint8Array(64) } };
  const settings = { options, deadlines: DEFAULT_DEADLINES, now: () => NOW };
  return bindSession(session as never, exchange as never, settings as never, new AbortController().signal);
}

describe('the time that a notary gives a session (SES-2)', () => {
  it.each([-30_000, 0, 30_000])('is taken %i ms from the own clock', async (ahead) => {
    expect(await boundAt(NOW + ahead)).toBe(BigInt(NOW + ahead));
  });

  it.each([
    [30_001, '30 s after'],
    [-30_001, '30 s before'],
    [3_600_000, '3600 s after'],
    [1 - NOW, 'before'],
  ])('%i ms from it ends the session before anything is sent', async (ahead, said) => {
    await expect(boundAt(NOW + ahead)).rejects.toMatchObject({
      code: 'notary.clock',
      refused: false,
      message: expect.stringContaining(said) as string,
    });
  });
});
