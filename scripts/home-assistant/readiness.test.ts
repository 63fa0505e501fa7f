import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HomeAssistantErrorCode } from './error.ts';
import { waitForHome, waitForServer } from './readiness.ts';
import { json, startAnsweringServer } from './test-support/answering-server.ts';
import type { Answer, AnsweringServer } from './test-support/answering-server.ts';

const SIGNAL = new AbortController().signal;
let home: AnsweringServer;
beforeAll(async () => {
  home = await startAnsweringServer();
});
afterAll(() => home.close());
beforeEach(() => {
  home.answers = {};
});

/** Answers in turn; the last one for good. */
function inTurn(...answers: readonly Answer[]): Answer {
  let asked = 0;
  return (request, response) => answers[Math.min(asked++, answers.length - 1)]?.(request, response);
}

const config = (state: string, recovery = false): Answer => json({ state, recovery_mode: recovery, more: 1 });
const torn: Answer = (request) => request.socket.destroy();

describe('the web server', () => {
  test('is there once it answers over TLS, whatever it says', async () => {
    home.answers['/api/onboarding'] = inTurn(torn, torn, json({}, 404));
    await waitForServer(home.address, SIGNAL);
  });

  test.each([
    ['of another authority', () => ({ caPem: home.foreignCaPem })],
    ['for another name', () => ({ serverName: 'other.cloudx3.test' })],
  ])('with a certificate %s is not waited for: that does not get better', async (_, change) => {
    await expect(waitForServer({ ...home.address, ...change() }, SIGNAL)).rejects.toMatchObject({
      code: HomeAssistantErrorCode.certificateRefused,
      message: expect.stringContaining('Give one that caPem issued for serverName') as string,
    });
  });

  test('is waited for until somebody gives up', async () => {
    const ending = new AbortController();
    home.answers['/api/onboarding'] = inTurn(torn, (request, response) => {
      ending.abort(new Error('enough'));
      torn(request, response);
    });
    await expect(waitForServer(home.address, ending.signal)).rejects.toThrow();
    expect(ending.signal.aborted).toBe(true);
  });
});

describe('the home', () => {
  const wait = (answer: Answer) => {
    home.answers['/api/config'] = answer;
    return waitForHome(home.address, 'a.b.c', SIGNAL);
  };

  test('is ready once every integration runs, and is asked with the token', async () => {
    const tokens: unknown[] = [];
    const asked = inTurn(json({}, 503), config('NOT_RUNNING'), json({ state: 1 }), config('RUNNING'));
    await wait((request, response) => {
      tokens.push(request.headers.authorization);
      asked(request, response);
    });
    expect(tokens).toEqual(Array.from({ length: 4 }, () => 'Bearer a.b.c'));
  });

  test.each([
    ['that takes the token no more', json({}, 401), HomeAssistantErrorCode.tokenRefused],
    ['in its recovery mode', config('RUNNING', true), HomeAssistantErrorCode.recoveryMode],
    [
      'that answers in HTML',
      ((_request, response) => void response.end('<html>')) satisfies Answer,
      HomeAssistantErrorCode.replyUnexpected,
    ],
  ])('%s is told with a way out', async (_, answer, code) => {
    await expect(wait(answer)).rejects.toMatchObject({
      name: 'HomeAssistantError',
      code,
      message: expect.stringMatching(/[Rr]emov(e|ing) the\s+configuration folder/) as string,
    });
  });
});
