import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { HealthStatus } from '@cloudx3/oracle-status';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttpServer } from './http-server.ts';
import type { HttpServer, HttpServerDeps } from './http-server.ts';

let server: HttpServer | undefined;

afterEach(() => server?.close());

const notAsked = () => Promise.reject(new Error('nobody asks'));

async function serve(deps: Partial<HttpServerDeps>): Promise<(path: string) => Promise<Response>> {
  server = await startHttpServer(
    { host: '127.0.0.1', port: 0 },
    { health: () => ({ ok: true, troubles: [] }), status: notAsked, metrics: notAsked, ...deps },
  );
  const { url } = server;
  return (path) => fetch(`${url}${path}`);
}

describe('the status port', () => {
  it('answers 200 while healthy, 503 with the reasons while not', async () => {
    let health: HealthStatus = { ok: true, troubles: [] };
    const get = await serve({ health: () => health });
    const answer = async () => {
      const response = await get('/health');
      return [response.status, await response.json()];
    };
    expect(await answer()).toEqual([200, { ok: true, troubles: [] }]);
    const trouble = { name: 'chain', code: 'sdk.unreachable', message: 'away', sinceMs: 1_000 } as const;
    health = { ok: false, troubles: [{ ...trouble, level: 'red' }] };
    expect(await answer()).toEqual([503, health]);
    health = { ok: true, troubles: [{ ...trouble, level: 'yellow' }] };
    expect(await answer()).toEqual([200, health]);
  });

  it('gives metrics as Prometheus reads them', async () => {
    const contentType = 'text/plain; version=0.0.4; charset=utf-8';
    const get = await serve({ metrics: () => Promise.resolve({ contentType, text: 'node_peers 3\n' }) });
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(await response.text()).toBe('node_peers 3\n');
  });

  it('says that it failed where it cannot tell how the node is', async () => {
    const get = await serve({ status: () => Promise.reject(new Error('the store is closed')) });
    expect((await get('/status')).status).toBe(500);
  });

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const deps = { health: () => ({ ok: true, troubles: [] }), status: notAsked, metrics: notAsked };
    await expect(startHttpServer({ host: '127.0.0.1', port }, deps)).rejects.toMatchObject({
      code: 'node.http',
    });
    other.close();
  });
});
