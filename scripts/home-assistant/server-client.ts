import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 1 << 20;

/** Where the server is, and how it is known to be the one that was started. */
export interface ServerAddress {
  readonly port: number;
  /** The name in its certificate; the address is always 127.0.0.1. */
  readonly serverName: string;
  /** The CA that issued its certificate, and no other. */
  readonly caPem: string;
}

export interface ServerRequest {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: Record<string, string>;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerReply {
  readonly status: number;
  readonly body: string;
}

/** One request on a connection of its own. Rejects where no complete reply comes. */
export function exchange(address: ServerAddress, given: ServerRequest): Promise<ServerReply> {
  const body = given.form ? new URLSearchParams(given.form).toString() : JSON.stringify(given.json);
  return new Promise((resolve, reject) => {
    const outgoing = request(requestOptions(address, given, body), (reply) => {
      readBody(reply).then((text) => resolve({ status: reply.statusCode ?? 0, body: text }), reject);
    });
    outgoing.once('error', reject);
    outgoing.once('timeout', () => outgoing.destroy(new Error('Home Assistant did not answer in time')));
    outgoing.end(body);
  });
}

/** The JSON of a reply whose status is 200; anything else is an error that names the path but not what came. */
export async function exchangeJson(address: ServerAddress, given: ServerRequest): Promise<unknown> {
  const { status, body } = await exchange(address, given);
  try {
    if (status === 200) return JSON.parse(body);
  } catch (error) {
    throw unexpected(given.path, 'something else than JSON', error);
  }
  throw unexpected(given.path, `status ${status}`);
}

export function unexpected(what: string, was: string, cause?: unknown): HomeAssistantError {
  return new HomeAssistantError(
    HomeAssistantErrorCode.replyUnexpected,
    `Home Assistant answered ${what} with ${was}. Remove the configuration folder and start again.`,
    { cause },
  );
}

function requestOptions(
  address: ServerAddress,
  given: ServerRequest,
  body: string | undefined,
): RequestOptions {
  const type = given.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    host: '127.0.0.1',
    port: address.port,
    servername: address.serverName,
    ca: address.caPem,
    agent: false,
    method: given.method ?? 'GET',
    path: given.path,
    timeout: REQUEST_TIMEOUT_MS,
    ...(given.signal && { signal: given.signal }),
    headers: {
      host: `${address.serverName}:${address.port}`,
      ...(given.token !== undefined && { authorization: `Bearer ${given.token}` }),
      ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
    },
  };
}

async function readBody(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw unexpected('a request', `more than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
