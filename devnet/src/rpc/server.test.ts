import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { createTestNode } from '../testing/node.ts';
import type { RpcAnswer } from '../testing/node.ts';
import type { RpcServer } from './server.ts';
import { startRpcServer } from './server.ts';

const node = createTestNode();
node.pay(3);
let server: RpcServer;
beforeAll(async () => {
  server = await startRpcServer({ host: '127.0.0.1', port: 0 }, node);
});
afterAll(() => server.close());

const get = (path: string) => fetch(`${server.url}${path}`);
const answer = async (path: string) => (await (await get(path)).json()) as RpcAnswer;
const post = (body: string) => fetch(server.url, { method: 'POST', body });
const alive = async () => expect(await (await get('/health')).json()).toMatchObject({ result: {} });

describe('the address', () => {
  it('lists the methods', async () => {
    const list = (await (await get('/')).json()) as { methods: string[]; websocket: string };
    expect(list.methods).toEqual(Object.keys(node.dispatcher.methods).sort());
    expect(list.websocket).toBe('/websocket');
  });

  it('takes calls with their parameters in it, as CometBFT spells them', async () => {
    expect(await answer('/block?height=1')).toMatchObject({
      id: -1,
      result: { block: { header: { height: '1' } } },
    });
    expect(await answer('/block?height="2"')).toMatchObject({
      result: { block: { header: { height: '2' } } },
    });
    expect(await answer('/tx_search?query="tx.height=2"&per_page=1')).toMatchObject({
      result: { total_count: '1' },
    });
    const { hash } = node.store.txs.byHeight(2)[0]!;
    expect(await answer(`/tx?hash=0x${Buffer.from(hash).toString('hex')}`)).toMatchObject({
      result: { height: '2' },
    });
  });

  it('says what is wrong with them: 404 for no method, 500 for a refusal', async () => {
    for (const path of ['/nothing', '/toString', '/block/1']) expect((await get(path)).status).toBe(404);
    const refused = await get('/block?height=99');
    expect([refused.status, (await refused.json()) as RpcAnswer]).toMatchObject([
      500,
      { id: -1, error: { code: -32603 } },
    ]);
    for (const path of [
      '/tx_search?query=bare',
      '/block?height=x',
      '/block?height=1&height=2',
      '/tx?hash=xx',
    ]) {
      expect((await answer(path)).error?.code).toBe(-32602);
    }
  });
});

describe('a body', () => {
  it('is JSON-RPC, whatever it is called', async () => {
    const headers = { 'content-type': 'text/plain' };
    const body = JSON.stringify({ id: 1, method: 'health' });
    const response = await fetch(server.url, { method: 'POST', body, headers });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect(await (await post('{"method":"health"}')).text()).toBe('');
    expect(await (await post('')).json()).toMatchObject({ error: { code: -32700 } });
  });

  it('has a million bytes at most', async () => {
    expect((await post('x'.repeat(1_000_001))).status).toBe(413);
    const padded = JSON.stringify({ id: 1, method: 'health' }).padEnd(1_000_000);
    expect(await (await post(padded)).json()).toMatchObject({ result: {} });
  });
});

describe('pages of other origins', () => {
  it('may call it', async () => {
    const headers = { origin: 'http://elsewhere', 'access-control-request-method': 'POST' };
    const preflight = await fetch(server.url, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Content-Type/);
    expect((await get('/health')).headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('bytes that are no HTTP', () => {
  it.each([
    ['noise', Buffer.alloc(64, 0xff)],
    [
      'a websocket without its key',
      Buffer.from('GET /websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['half a body', Buffer.from('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{')],
  ])('do no harm: %s', async (_what, bytes) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume();
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.end(bytes);
    await closed;
    await alive();
  });
});

describe('a port', () => {
  it('that is taken, or an address that is not ours, is refused', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startRpcServer({ host: '127.0.0.1', port }, node)).rejects.toMatchObject({
      code: DevnetErrorCode.portTaken,
      message: `Port ${port} on 127.0.0.1 is in use. Choose another one with --port.`,
    });
    await expect(startRpcServer({ host: '192.0.2.1', port: 0 }, node)).rejects.toThrow(/EADDRNOTAVAIL/);
    await alive();
  });

  it('is let go of when the server is closed, with everybody who is connected', async () => {
    const own = await startRpcServer({ host: '127.0.0.1', port: 0 }, node);
    const port = Number(new URL(own.url).port);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket.resume(), 'close');
    await own.close();
    await closed;
    const again = await startRpcServer({ host: '127.0.0.1', port }, node);
    await again.close();
  });
});
