import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestNode } from '../testing/node.ts';
import { createTestNode } from '../testing/node.ts';
import { openSocket } from '../testing/socket.ts';
import { Dispatcher } from './dispatcher.ts';
import { EventSocket } from './websocket.ts';

const PING_MS = 27_000;
const BIG = 'x'.repeat(4 * 1024 * 1024);

let node: TestNode;
let server: Server;
let events: EventSocket;
let url: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  node = createTestNode();
  server = createServer();
  events = new EventSocket({ server, chain: node.chain, dispatcher: node.dispatcher });
  url = await listen(server);
});

afterEach(async () => {
  events.close();
  await new Promise((resolve) => server.close(resolve));
  vi.useRealTimers();
});

async function listen(own: Server): Promise<string> {
  await once(own.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
}

describe('a connection', () => {
  it('takes all calls of the RPC, one or many in a frame', async () => {
    const { send, next } = openSocket(url);
    send({ jsonrpc: '2.0', id: 5, method: 'health', params: {} });
    expect(await next()).toEqual({ jsonrpc: '2.0', id: 5, result: {} });
    send([
      { jsonrpc: '2.0', id: 6, method: 'health' },
      { jsonrpc: '2.0', id: 7, method: 'subscribe', params: { query: "tm.event='Tx'" } },
    ]);
    expect(await next()).toMatchObject([
      { id: 6, result: {} },
      { id: 7, error: { code: -32601 } },
    ]);
  });

  it('gets what it subscribed to, block after block, until it has enough', async () => {
    const { send, next, subscribe } = openSocket(url);
    expect(await subscribe(1, "tm.event='NewBlock'")).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect(await subscribe(2, "tm.event='Tx'")).toMatchObject({ id: 2, result: {} });
    node.pay(1);
    expect(await next()).toMatchObject({ id: 1, result: { data: { type: 'tendermint/event/NewBlock' } } });
    expect(await next()).toMatchObject({ id: 2, result: { data: { value: { TxResult: { height: '2' } } } } });
    send({ jsonrpc: '2.0', id: 3, method: 'unsubscribe', params: { query: "tm.event='NewBlock'" } });
    expect(await next()).toMatchObject({ id: 3, result: {} });
    node.pay(1);
    expect(await next()).toMatchObject({ id: 2 });
    send({ jsonrpc: '2.0', id: 4, method: 'unsubscribe_all' });
    expect(await next()).toMatchObject({ id: 4, result: {} });
    node.pay(1);
    send({ jsonrpc: '2.0', id: 5, method: 'unsubscribe_all' });
    expect(await next()).toMatchObject({ id: 5, error: { data: 'subscription not found' } });
  });

  it('has subscriptions of its own', async () => {
    const [one, other] = [openSocket(url), openSocket(url)];
    for (const socket of [one, other])
      expect(await socket.subscribe(1, "tm.event='Tx'")).toMatchObject({ result: {} });
    one.send({ jsonrpc: '2.0', id: 2, method: 'unsubscribe_all' });
    expect(await one.next()).toMatchObject({ id: 2, result: {} });
    node.pay(1);
    expect(await other.next()).toMatchObject({ id: 1, result: { query: "tm.event='Tx'" } });
  });

  it.each<[string, unknown, object]>([
    ['no JSON', 'subscribe {', { id: null, error: { code: -32700 } }],
    [
      'a query of another kind',
      { id: 2, method: 'subscribe', params: { query: 7 } },
      { id: 2, error: { code: -32602 } },
    ],
    [
      'no query',
      { id: 3, method: 'subscribe' },
      { id: 3, error: { data: 'failed to parse query: offset 0: EOF' } },
    ],
    ['an unknown method', { id: 4, method: 'subscribers' }, { id: 4, error: { code: -32601 } }],
    ['a number', '7', { id: null, error: { code: -32600 } }],
    ['a text', '"subscribe"', { id: null, error: { code: -32600 } }],
    [
      'null, once it subscribes',
      '[null,"subscribe"]',
      [{ error: { code: -32600 } }, { error: { code: -32600 } }],
    ],
  ])('is answered an error for %s, and stays', async (_what, frame, answer) => {
    const { send, next } = openSocket(url);
    send(frame);
    expect(await next()).toMatchObject(answer);
    send({ id: 9, method: 'health' });
    expect(await next()).toMatchObject({ id: 9, result: {} });
  });

  it('does not subscribe by a call without an id, which nobody could be told of', async () => {
    const { send, next } = openSocket(url);
    send({ method: 'subscribe', params: { query: "tm.event='Tx'" } });
    send({ id: 1, method: 'unsubscribe_all' });
    expect(await next()).toMatchObject({ id: 1, error: { data: 'subscription not found' } });
  });
});

describe('the limits', () => {
  it('other paths are not found, and a hundred clients are enough', async () => {
    await expect(openSocket(url, '/other').opened).rejects.toThrow('404');
    await expect(openSocket(url, '/websocket/x').opened).rejects.toThrow('404');
    const all = Array.from({ length: 100 }, () => openSocket(url));
    await Promise.all(all.map(({ opened }) => opened));
    await expect(openSocket(url).opened).rejects.toThrow('503');
    all[0]!.socket.close();
    await all[0]!.closed;
    await expect(openSocket(url, '/websocket?x').opened).resolves.toBeUndefined();
  });

  it('a frame beyond 1,000,000 bytes ends the connection', async () => {
    const { send, closed } = openSocket(url);
    send('x'.repeat(1_000_001));
    expect(await closed).toBe(1009);
  });

  it('who does not answer a ping is cut off by the next one; who does stays', async () => {
    const [silent, polite] = [openSocket(url, undefined, { autoPong: false }), openSocket(url)];
    await Promise.all([silent.opened, polite.opened]);
    const pinged = Promise.all([silent, polite].map(({ socket }) => once(socket, 'ping')));
    vi.advanceTimersByTime(PING_MS);
    await pinged;
    // The answer to a ping is on its way before this call, so that it is there when the call is answered.
    polite.send({ id: 1, method: 'health' });
    await polite.next();
    vi.advanceTimersByTime(PING_MS);
    expect(await silent.closed).toBe(1006);
    polite.send({ id: 2, method: 'health' });
    expect(await polite.next()).toMatchObject({ id: 2 });
  });

  it('who does not read what he is sent is cut off before it fills the memory', async () => {
    const methods = { big: { params: {}, run: () => BIG } };
    const dispatcher = new Dispatcher({ context: {} as never, methods, onDefect: () => undefined });
    const own = createServer();
    const socket = new EventSocket({ server: own, chain: node.chain, dispatcher });
    const connected = once(own, 'connection') as Promise<[Socket]>;
    const { socket: client, send, opened, closed } = openSocket(await listen(own));
    await opened;
    const cut = once((await connected)[0], 'close');
    client.pause();
    for (let id = 1; id <= 12; id++) send({ id, method: 'big' });
    await cut;
    client.resume();
    expect(await closed).toBe(1006);
    socket.close();
    own.close();
  });

  it('all connections end with the node', async () => {
    const { opened, closed } = openSocket(url);
    await opened;
    events.close();
    expect(await closed).toBe(1006);
    expect(vi.getTimerCount()).toBe(0);
  });
});
