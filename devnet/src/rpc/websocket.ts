import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Chain } from '../chain/chain.ts';
import type { Dispatcher, JsonRpcResponse } from './dispatcher.ts';
import { failure } from './dispatcher.ts';
import { fromJson } from './params.ts';
import { publishedEvents } from './published-events.ts';
import { RpcError } from './rpc-error.ts';
import { Subscriptions } from './subscriptions.ts';

const PATH = '/websocket';
const MAX_CLIENTS = 100;
const MAX_MESSAGE_BYTES = 1_000_000;
/** A client that lets this much pile up is cut off, so that it cannot fill the memory. */
const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
const PING_INTERVAL_MS = 27_000;

interface Client {
  readonly socket: WebSocket;
  readonly subscriptions: Subscriptions;
  alive: boolean;
}

export interface EventSocketOptions {
  readonly server: Server;
  readonly chain: Chain;
  readonly dispatcher: Dispatcher;
}

/** `/websocket`: all methods of the RPC, and subscriptions. */
export class EventSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  readonly #clients = new Set<Client>();
  readonly #dispatcher: Dispatcher;
  readonly #stopBlocks: () => void;
  readonly #pinger: NodeJS.Timeout;

  constructor({ server, chain, dispatcher }: EventSocketOptions) {
    this.#dispatcher = dispatcher;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
    this.#stopBlocks = chain.onBlock((block) => {
      if ([...this.#clients].every((client) => client.subscriptions.size === 0)) return;
      for (const event of publishedEvents(block)) {
        for (const client of this.#clients)
          for (const frame of client.subscriptions.framesFor(event)) send(client, frame);
      }
    });
    this.#pinger = setInterval(() => this.#ping(), PING_INTERVAL_MS);
    this.#pinger.unref();
  }

  close(): void {
    clearInterval(this.#pinger);
    this.#stopBlocks();
    for (const client of this.#clients) client.socket.terminate();
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    if (path !== PATH || this.#clients.size >= MAX_CLIENTS) {
      socket.end(
        `HTTP/1.1 ${path === PATH ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws));
  }

  #welcome(socket: WebSocket): void {
    const client: Client = { socket, subscriptions: new Subscriptions(), alive: true };
    this.#clients.add(client);
    socket.on('close', () => this.#clients.delete(client));
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => (client.alive = true));
    socket.on('message', (data: RawData) => void this.#receive(client, data));
  }

  async #receive(client: Client, data: RawData): Promise<void> {
    const text = Array.isArray(data)
      ? Buffer.concat(data).toString('utf8')
      : Buffer.from(data as Buffer).toString('utf8');
    const own = subscriptionCall(client, text);
    const response = own ?? (await this.#dispatcher.handleText(text));
    if (response !== undefined) send(client, response);
  }

  #ping(): void {
    for (const client of this.#clients) {
      if (!client.alive) {
        client.socket.terminate();
        continue;
      }
      client.alive = false;
      client.socket.ping();
    }
  }
}

function send(client: Client, frame: JsonRpcResponse | JsonRpcResponse[]): void {
  if (client.socket.bufferedAmount > MAX_BUFFERED_BYTES) client.socket.terminate();
  else client.socket.send(JSON.stringify(frame));
}

/** subscribe, unsubscribe and unsubscribe_all belong to the connection; everything else is an ordinary call. */
function subscriptionCall(client: Client, text: string): JsonRpcResponse | undefined {
  if (!text.includes('subscribe')) return undefined;
  let call: { id?: unknown; method?: unknown; params?: unknown } | null;
  try {
    call = JSON.parse(text) as typeof call;
  } catch {
    return undefined;
  }
  // Without an id it is a notification, which the dispatcher knows how to leave alone.
  const id = typeof call?.id === 'string' || typeof call?.id === 'number' ? call.id : undefined;
  if (id === undefined) return undefined;
  try {
    const query = (): string => fromJson(call?.params, { query: 'text' }).text('query') ?? '';
    if (call?.method === 'subscribe') client.subscriptions.add(id, query());
    else if (call?.method === 'unsubscribe') client.subscriptions.remove(query());
    else if (call?.method === 'unsubscribe_all') client.subscriptions.removeAll();
    else return undefined;
    return { jsonrpc: '2.0', id, result: {} };
  } catch (error) {
    return failure(
      id,
      error instanceof RpcError ? error : new RpcError('invalidParams', 'malformed subscription'),
    );
  }
}
