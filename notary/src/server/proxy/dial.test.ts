import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalAddress, dial } from './dial.ts';
import type { DialDeps } from './dial.ts';

let server: Server;
let port: number;
let connections = 0;
const { signal } = new AbortController();

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

function dialTo(addresses: readonly string[], changes: Partial<DialDeps> = {}, to = port) {
  const deps = { resolve: () => Promise.resolve(addresses), allowPrivateHosts: true, ...changes };
  return dial({ serverName: 'vendor.example', port: to, connectMs: 2_000 }, deps, signal);
}

describe('PRX-3: the dial', () => {
  it('goes to an address that was resolved, and says which', async () => {
    const { socket, address } = await dialTo(['127.0.0.1']);
    socket.destroy();
    expect(address).toBe('127.0.0.1');
  });

  it('goes to another of them where one does not answer', async () => {
    const { socket, address } = await dialTo(['::1', '127.0.0.1']);
    socket.destroy();
    expect(address).toBe('127.0.0.1');
  });

  it.each([
    ['private', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['loopback behind a public one', ['93.184.216.34', '127.0.0.1']],
    ['link-local', ['169.254.169.254']],
    ['mapped', ['::ffff:127.0.0.1']],
  ])('refuses a name that leads to a %s address, and connects nowhere', async (_kind, addresses) => {
    const before = connections;
    await expect(dialTo(addresses, { allowPrivateHosts: false })).rejects.toMatchObject({
      code: 'session.private_host',
    });
    expect(connections).toBe(before);
  });

  it('asks once, so that a name which leads elsewhere the second time gains nothing', async () => {
    const answers = [['127.0.0.1'], ['192.0.2.1']];
    const asked: string[] = [];
    const { socket, address } = await dialTo([], {
      resolve: (name) => {
        asked.push(name);
        return Promise.resolve(answers[asked.length - 1] ?? []);
      },
    });
    socket.destroy();
    expect(asked).toEqual(['vendor.example']);
    expect(address).toBe('127.0.0.1');
  });

  it.each<[string, string, Partial<DialDeps>]>([
    ['session.unresolved_host', 'no address', { resolve: () => Promise.resolve([]) }],
    [
      'session.unresolved_host',
      'a resolver that fails',
      { resolve: () => Promise.reject(new Error('ENOTFOUND')) },
    ],
  ])('%s: %s', async (code, _what, changes) => {
    await expect(dialTo([], changes)).rejects.toMatchObject({ code });
  });

  it('proxy.dial: nobody listens there', async () => {
    await expect(dialTo(['127.0.0.1'], {}, 1)).rejects.toMatchObject({ code: 'proxy.dial' });
  });
});

describe('an address in evidence', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:93.184.216.34', '93.184.216.34'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });
});
