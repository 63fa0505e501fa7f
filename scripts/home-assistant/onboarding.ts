import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { exchangeJson, unexpected } from './server-client.ts';
import type { ServerAddress } from './server-client.ts';

const SOCKET_TIMEOUT_MS = 10_000;
const MAX_MESSAGE_BYTES = 1 << 20;
/** Ten years, which is what its own web page gives a long-lived token. */
const LIFESPAN_DAYS = 3650;

const AuthCode = z.object({ auth_code: z.string().min(1) });
const AccessToken = z.object({ access_token: z.string().min(1) });
const SocketMessage = z.object({ type: z.string() });
const TokenResult = z.object({
  type: z.literal('result'),
  success: z.literal(true),
  result: z.string().min(1),
});

/**
 * Makes the first user of a new Home Assistant and a long-lived token for it, as its web page would. The steps
 * `core_config` and `analytics` are left undone: the first answers 500 here, and both reach for the internet.
 */
export async function onboard(address: ServerAddress, signal?: AbortSignal): Promise<string> {
  const clientId = `https://${address.serverName}:${address.port}/`;
  const user = {
    client_id: clientId,
    name: 'CloudX3',
    username: 'cloudx3',
    // Nobody signs in with it again: the long-lived token is all that is kept.
    password: randomBytes(24).toString('base64url'),
    language: 'en',
  };
  const { auth_code: code } = parse(
    AuthCode,
    '/api/onboarding/users',
    await exchangeJson(address, { method: 'POST', path: '/api/onboarding/users', json: user, signal }),
  );
  const form = { grant_type: 'authorization_code', code, client_id: clientId };
  const { access_token: accessToken } = parse(
    AccessToken,
    '/auth/token',
    await exchangeJson(address, { method: 'POST', path: '/auth/token', form, signal }),
  );
  return longLivedToken(address, accessToken, signal);
}

/** Only the WebSocket API gives out long-lived tokens. */
async function longLivedToken(
  address: ServerAddress,
  accessToken: string,
  signal?: AbortSignal,
): Promise<string> {
  const socket = new WebSocket(`wss://127.0.0.1:${address.port}/api/websocket`, {
    agent: new Agent({ ca: address.caPem, servername: address.serverName }),
    handshakeTimeout: SOCKET_TIMEOUT_MS,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  const deadline = AbortSignal.any([AbortSignal.timeout(SOCKET_TIMEOUT_MS), ...(signal ? [signal] : [])]);
  try {
    await expectMessage(socket, 'auth_required', deadline);
    socket.send(JSON.stringify({ type: 'auth', access_token: accessToken }));
    await expectMessage(socket, 'auth_ok', deadline);
    const type = 'auth/long_lived_access_token';
    socket.send(JSON.stringify({ id: 1, type, client_name: 'CloudX3', lifespan: LIFESPAN_DAYS }));
    return parse(TokenResult, type, await expectMessage(socket, 'result', deadline)).result;
  } finally {
    socket.terminate();
  }
}

async function expectMessage(socket: WebSocket, type: string, signal: AbortSignal): Promise<unknown> {
  const [data] = (await once(socket, 'message', { signal })) as [Buffer];
  const message: unknown = JSON.parse(data.toString('utf8'));
  const got = parse(SocketMessage, 'a WebSocket message', message).type;
  if (got !== type) throw unexpected('a WebSocket message', `another message than ${type}`);
  return message;
}

function parse<T>(schema: z.ZodType<T>, what: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // The cause is left out: a reply at this place may hold a token.
  throw unexpected(what, 'another shape than expected');
}
