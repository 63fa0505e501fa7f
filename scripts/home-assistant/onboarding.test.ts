import { WebSocketServer } from 'ws';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HomeAssistantErrorCode } from './error.ts';
import { onboard } from './onboarding.ts';
import { exchange } from './server-client.ts';
import { json, startAnsweringServer } from './test-support/answering-server.ts';
import type { AnsweringServer } from './test-support/answering-server.ts';

const SECRET = 'the-code-that-must-not-be-told';

let home: AnsweringServer;
/** What the WebSocket side says: first by itself, then once for each message that comes. */
let socketSays: unknown[];

beforeAll(async () => {
  home = await startAnsweringServer();
  new WebSocketServer({ server: home.server, path: '/api/websocket' }).on('connection', (socket) => {
    const says = [...socketSays];
    const say = () => {
      const next = says.shift();
      if (next !== undefined) socket.send(typeof next === 'string' ? next : JSON.stringify(next));
    };
    say();
    socket.on('message', say);
    socket.on('error', () => undefined);
  });
});
afterAll(() => home.close());

beforeEach(() => {
  home.answers = {
    '/api/onboarding/users': json({ auth_code: SECRET }),
    '/auth/token': json({ access_token: SECRET, refresh_token: SECRET }),
  };
  socketSays = [
    { type: 'auth_required' },
    { type: 'auth_ok' },
    { id: 1, type: 'result', success: true, result: 'long.lived.token' },
  ];
});

test('the three steps give the long-lived token', async () => {
  expect(await onboard(home.address)).toBe('long.lived.token');
});

test.each<[string, () => void]>([
  [
    'a home that has a user already',
    () => (home.answers['/api/onboarding/users'] = json({ message: 'no' }, 403)),
  ],
  ['no code', () => (home.answers['/api/onboarding/users'] = json({ auth_code: '' }))],
  [
    'a code of another type',
    () => (home.answers['/api/onboarding/users'] = json({ auth_code: { a: SECRET } })),
  ],
  ['HTML', () => (home.answers['/auth/token'] = (_request, response) => void response.end('<html>'))],
  ['a redirect', () => (home.answers['/auth/token'] = json({ access_token: SECRET }, 302))],
  [
    'an endless body',
    () => (home.answers['/auth/token'] = (_q, response) => void response.end(Buffer.alloc(1 << 21, 0x20))),
  ],
  [
    'a refused socket',
    () => (socketSays = [{ type: 'auth_required' }, { type: 'auth_invalid', message: SECRET }]),
  ],
  [
    'a failed result',
    () => socketSays.splice(2, 1, { id: 1, type: 'result', success: false, error: SECRET }),
  ],
  [
    'a result without a token',
    () => socketSays.splice(2, 1, { id: 1, type: 'result', success: true, result: null }),
  ],
])('%s is refused, and no secret is in the error', async (_what, spoil) => {
  spoil();
  const error = await onboard(home.address).then(
    () => undefined,
    (reason: unknown) => reason as Error & { code?: string },
  );
  expect(error?.code).toBe(HomeAssistantErrorCode.replyUnexpected);
  expect(JSON.stringify([error?.message, String(error?.cause)])).not.toContain(SECRET);
});

test('a server with the certificate of another CA is not spoken to', async () => {
  const foreign = { ...home.address, caPem: home.foreignCaPem };
  await expect(exchange(foreign, { path: '/' })).rejects.toMatchObject({
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  });
  home.answers['/auth/token'] = json({ access_token: SECRET });
  await expect(onboard(foreign)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

test('a server with another name in its certificate is not spoken to', async () => {
  const other = { ...home.address, serverName: 'other.cloudx3.test' };
  await expect(exchange(other, { path: '/' })).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('an abort ends a request that is never answered', async () => {
  const stop = new AbortController();
  home.answers['/api/onboarding/users'] = () => stop.abort();
  await expect(onboard(home.address, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
