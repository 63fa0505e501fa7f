import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { WebSocketServer } from 'ws';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HomeAssistantErrorCode } from './error.ts';
import { onboard } from './onboarding.ts';
import { exchange } from './server-client.ts';
import type { ServerAddress } from './server-client.ts';

const SECRET = 'the-code-that-must-not-be-told';
const SERVER_NAME = 'home-assistant.cloudx3.test';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on genuine TLS that answers as each test says. */
let server: Server;
let address: ServerAddress;
let foreignCaPem: string;
let answers: Record<string, Answer>;
/** What the WebSocket side says: first by itself, then once for each message that comes. */
let socketSays: unknown[];

const json =
  (value: unknown, status = 200): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

beforeAll(async () => {
  const ca = await createDevelopmentCa({ validDays: 1 });
  foreignCaPem = (await createDevelopmentCa({ validDays: 1 })).pem;
  const issued = await issueServerCertificate(ca, { names: [SERVER_NAME], validDays: 1 });
  server = createServer({ cert: issued.certificatePem, key: issued.privateKeyPem }, (request, response) => {
    const answer = answers[request.url ?? ''] ?? json({}, 404);
    request.resume();
    request.once('end', () => answer(request, response));
  });
  new WebSocketServer({ server, path: '/api/websocket' }).on('connection', (socket) => {
    const says = [...socketSays];
    const say = () => {
      const next = says.shift();
      if (next !== undefined) socket.send(typeof next === 'string' ? next : JSON.stringify(next));
    };
    say();
    socket.on('message', say);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = { port: (server.address() as AddressInfo).port, serverName: SERVER_NAME, caPem: ca.pem };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  answers = {
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
  expect(await onboard(address)).toBe('long.lived.token');
});

test.each<[string, () => void]>([
  ['a home that has a user already', () => (answers['/api/onboarding/users'] = json({ message: 'no' }, 403))],
  ['no code', () => (answers['/api/onboarding/users'] = json({ auth_code: '' }))],
  ['a code of another type', () => (answers['/api/onboarding/users'] = json({ auth_code: { a: SECRET } }))],
  ['HTML', () => (answers['/auth/token'] = (_request, response) => void response.end('<html>'))],
  ['a redirect', () => (answers['/auth/token'] = json({ access_token: SECRET }, 302))],
  [
    'an endless body',
    () => (answers['/auth/token'] = (_q, response) => void response.end(Buffer.alloc(1 << 21, 0x20))),
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
  const error = await onboard(address).then(
    () => undefined,
    (reason: unknown) => reason as Error & { code?: string },
  );
  expect(error?.code).toBe(HomeAssistantErrorCode.replyUnexpected);
  expect(JSON.stringify([error?.message, String(error?.cause)])).not.toContain(SECRET);
});

test('a server with the certificate of another CA is not spoken to', async () => {
  const foreign = { ...address, caPem: foreignCaPem };
  await expect(exchange(foreign, { path: '/' })).rejects.toMatchObject({
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  });
  answers['/auth/token'] = json({ access_token: SECRET });
  await expect(onboard(foreign)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

test('a server with another name in its certificate is not spoken to', async () => {
  const other = { ...address, serverName: 'other.cloudx3.test' };
  await expect(exchange(other, { path: '/' })).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('an abort ends a request that is never answered', async () => {
  const stop = new AbortController();
  answers['/api/onboarding/users'] = () => stop.abort();
  await expect(onboard(address, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
