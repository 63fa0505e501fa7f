import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../fault/fault.ts';
import { LAMP_HOST, LAMP_KEY, lampRequest } from '../testing/lamp.ts';
import { OTHER_HOST, running } from '../testing/running.ts';

describe('the admin port', () => {
  it('shows state, requests and where the replay is, and no key', async () => {
    await using test = await running({ replay: { speed: 2 } });
    await test.send(LAMP_HOST, lampRequest('POST', '{"on":true}'));
    test.clock.nowMs += 30_000;
    const { body } = await test.admin('GET', '/state');
    expect(body).toEqual({
      devices: [
        { id: 'lamp-1', online: true, on: true, switches: 1, commands: 1 },
        { id: 'lamp-2', online: true, on: false, switches: 0, commands: 0 },
      ],
      requests: { lamp: 1, other: 0 },
      faults: [],
      replay: {
        lamp: { lumens: '1970-01-01T00:01:00.000Z' },
        other: { lumens: '1970-01-01T00:01:00.000Z' },
      },
    });
    expect(JSON.stringify(body)).not.toContain(LAMP_KEY);
  });

  it('takes a device away from its cloud, and gives it back', async () => {
    await using test = await running();
    const shown = async (): Promise<unknown> =>
      JSON.parse((await test.send(LAMP_HOST, lampRequest('GET'))).body);
    expect((await test.admin('POST', '/devices/lamp-1', { online: false })).status).toBe(204);
    expect(await shown()).toMatchObject({ online: false });
    await test.admin('POST', '/devices/lamp-1', { online: true });
    expect(await shown()).toMatchObject({ online: true });
  });

  it('spoils answers of one vendor, to actions or reads, as many as were asked for', async () => {
    await using test = await running();
    await test.admin('POST', '/faults', { kind: 'server-error', vendor: 'lamp', to: 'action', count: 2 });
    const turn = async (): Promise<number> =>
      (await test.send(LAMP_HOST, lampRequest('POST', '{"on":true}'))).status;
    expect(
      (await test.send(OTHER_HOST, lampRequest('POST', '{"on":true}', undefined, OTHER_HOST))).status,
    ).toBe(200);
    expect((await test.send(LAMP_HOST, lampRequest('GET'))).status).toBe(200);
    expect([await turn(), await turn(), await turn()]).toEqual([500, 500, 200]);
  });

  it('takes faults back', async () => {
    await using test = await running();
    for (const kind of FAULT_KINDS) await test.admin('POST', '/faults', { kind });
    expect((await test.admin('GET', '/state')).body).toMatchObject({
      faults: FAULT_KINDS.map((kind) => ({ kind })),
    });
    expect((await test.admin('DELETE', '/faults')).status).toBe(204);
    expect((await test.send(LAMP_HOST, lampRequest('GET'))).status).toBe(200);
  });

  it.each([
    ['POST', '/faults', { kind: 'unheard-of' }, 400],
    ['POST', '/faults', { kind: 'null', count: 0 }, 400],
    ['POST', '/faults', { kind: 'null', vendor: 'nobody' }, 400],
    ['POST', '/faults', 'null', 400],
    ['POST', '/devices/lamp-9', { online: true }, 404],
    ['POST', '/devices/lamp-1', { online: 1 }, 400],
    ['POST', `/devices/${'x'.repeat(129)}`, { online: true }, 404],
    ['GET', '/', undefined, 404],
  ])('refuses %s %s %j', async (method, path, body, status) => {
    await using test = await running();
    expect((await test.admin(method, path, body)).status).toBe(status);
  });

  it.each([{ origin: 'https://evil.test' }, { host: 'evil.test' }])(
    'does not answer pages in a browser: %j',
    async (headers) => {
      await using test = await running();
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      // fetch would not let the Host header be set.
      const { adminPort: port } = test.emulator;
      request({ host: '127.0.0.1', port, path: '/state', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
      expect(await promise).toBe(403);
    },
  );
});

it('ends an answer that is held back when the emulator closes', async () => {
  const test = await running();
  await test.admin('POST', '/faults', { kind: 'slow', delayMs: 600_000 });
  const held = test.send(LAMP_HOST, lampRequest('GET')).catch(() => undefined);
  for (;;) {
    const { body } = await test.admin('GET', '/state');
    if ((body as { faults: unknown[] }).faults.length === 0) break;
  }
  await test[Symbol.asyncDispose]();
  expect((await held)?.bytes.length ?? 0).toBe(0);
});
