import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from './fault/fault.ts';
import type { MeasuredData } from './replay/load.ts';
import {
  AUTH_KEY,
  DEVICE,
  OPEN_METEO,
  SHELLY,
  baseConfig,
  readRequest,
  running,
  shellyRequest,
  switchRequest,
  weatherRequest,
} from './testing/running.ts';

const BERLIN = 'latitude=52.52&longitude=13.41';

interface SwitchStatus {
  output: boolean;
  apower: number;
  voltage: number;
  current: number;
  aenergy: { total: number; by_minute: number[]; minute_ts: number };
}

function switchOf(body: string): SwitchStatus {
  const [device] = JSON.parse(body) as { status: { 'switch:0': SwitchStatus } }[];
  if (device === undefined) throw new Error('the list is empty');
  return device.status['switch:0'];
}

describe('TLS', () => {
  it.each([
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
    ['TLSv1.3', undefined],
  ] as const)('speaks %s', async (maxVersion, ciphers) => {
    await using test = await running();
    const tls = ciphers === undefined ? { maxVersion } : { maxVersion, ciphers };
    const answer = await test.send(SHELLY, readRequest(), tls);
    expect(answer).toMatchObject({ status: 200, protocol: maxVersion });
    if (ciphers !== undefined) expect(answer.cipher).toBe(ciphers);
  });

  it('can be held to one version', async () => {
    await using test = await running({ config: { tls: { max_version: 'TLSv1.2' } } });
    expect((await test.send(SHELLY, readRequest())).protocol).toBe('TLSv1.2');
  });

  it('serves each host under its own name only', async () => {
    await using test = await running();
    const crossed = weatherRequest(BERLIN).replace(OPEN_METEO, SHELLY);
    expect((await test.send(OPEN_METEO, crossed)).status).toBe(421);
    expect(
      (await test.send(OPEN_METEO, weatherRequest(BERLIN).replace(OPEN_METEO, 'elsewhere.test'))).status,
    ).toBe(421);
    const withPort = weatherRequest(`${BERLIN}&current=temperature_2m`).replace(
      OPEN_METEO,
      `${OPEN_METEO}:${test.emulator.port}`,
    );
    expect((await test.send(OPEN_METEO, withPort)).status).toBe(200);
  });
});

describe('Open-Meteo', () => {
  it('answers in the vendor’s shape, in chunks, with what was measured', async () => {
    await using test = await running();
    const query = `${BERLIN}&current=temperature_2m,relative_humidity_2m,wind_speed_10m&wind_speed_unit=ms&timezone=GMT`;
    const answer = await test.send(OPEN_METEO, weatherRequest(query));
    expect(answer.head).toMatch(/^transfer-encoding: chunked$/im);
    expect(JSON.parse(answer.body)).toEqual({
      latitude: expect.closeTo(52.5, 3) as number,
      longitude: expect.closeTo(13.375, 3) as number,
      generationtime_ms: expect.any(Number) as number,
      utc_offset_seconds: 0,
      timezone: 'GMT',
      timezone_abbreviation: 'GMT',
      elevation: expect.any(Number) as number,
      current_units: {
        time: 'iso8601',
        interval: 'seconds',
        temperature_2m: '°C',
        relative_humidity_2m: '%',
        wind_speed_10m: 'm/s',
      },
      current: {
        time: '2026-11-22T12:00',
        interval: 900,
        temperature_2m: -7.6,
        relative_humidity_2m: 53,
        wind_speed_10m: 3.1,
      },
    });
  });

  it('changes with the quarter of an hour and not between', async () => {
    await using test = await running();
    const current = async () => {
      const { body } = await test.send(OPEN_METEO, weatherRequest(`${BERLIN}&current=temperature_2m`));
      return (JSON.parse(body) as { current: { time: string; temperature_2m: number } }).current;
    };
    const first = await current();
    test.clock.nowMs += 899_000;
    expect(await current()).toEqual(first);
    test.clock.nowMs += 1_000;
    expect((await current()).time).toBe('2026-11-22T12:15');
  });

  it.each([
    ['latitude=95&longitude=0', 'Latitude must be in range of -90 to 90°. Given: 95.0.'],
    ['longitude=0', expect.any(String) as string],
    [
      `${BERLIN}&current=tempeture_2m`,
      expect.stringContaining('invalid String value tempeture_2m') as string,
    ],
    [`${BERLIN}&current=temperature_2m&temperature_unit=kelvin`, expect.stringContaining('kelvin') as string],
    [`${BERLIN}&timezone=Europe/Paris`, expect.any(String) as string],
    [`${BERLIN}&current=__proto__`, expect.any(String) as string],
  ])('refuses %s with 400 and a reason', async (query, reason) => {
    await using test = await running();
    const answer = await test.send(OPEN_METEO, weatherRequest(query));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ error: true, reason });
  });

  it('limits requests by the minute', async () => {
    await using test = await running({ config: { limits: { scale: 0.004 } } });
    const ask = async () => test.send(OPEN_METEO, weatherRequest(`${BERLIN}&current=temperature_2m`));
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('Minutely API request limit exceeded');
    test.clock.nowMs += 60_000;
    expect((await ask()).status).toBe(200);
  });
});

describe('Shelly', () => {
  it('answers in the vendor’s shape, and a relay that is off draws nothing', async () => {
    await using test = await running();
    const answer = await test.send(SHELLY, readRequest());
    expect(answer.head).toMatch(/^content-length: \d+$/im);
    expect(JSON.parse(answer.body)).toMatchObject([{ id: DEVICE, type: 'relay', gen: 'G2', online: 1 }]);
    expect(switchOf(answer.body)).toMatchObject({
      output: false,
      apower: 0,
      current: 0,
      voltage: 243.2,
      aenergy: { total: 0 },
    });
  });

  it('switches the relay: the next reading shows the measured power, and energy runs until it is off', async () => {
    await using test = await running();
    const set = await test.send(SHELLY, switchRequest(true));
    expect([set.status, set.body]).toEqual([200, '']);
    expect(switchOf((await test.send(SHELLY, readRequest())).body)).toMatchObject({
      output: true,
      apower: 326,
      current: 1.4,
    });

    test.clock.nowMs += 3_600_000;
    const hour = switchOf((await test.send(SHELLY, readRequest())).body);
    expect(hour.aenergy.total).toBeGreaterThan(200);
    expect(hour.aenergy.minute_ts).toBe(test.clock.nowMs / 1_000);
    expect(hour.aenergy.by_minute.every((milliwattHours) => milliwattHours > 0)).toBe(true);

    await test.send(SHELLY, switchRequest(false));
    test.clock.nowMs += 3_600_000;
    const off = switchOf((await test.send(SHELLY, readRequest())).body);
    expect(off).toMatchObject({
      output: false,
      apower: 0,
      aenergy: { total: hour.aenergy.total, by_minute: [0, 0, 0] },
    });
  });

  it('integrates the power that it shows', async () => {
    const flat = (value: number) => ({
      name: 'flat',
      unit: 'W',
      times: [0, 60_000],
      values: [value, value],
      endMs: 120_000,
    });
    const data: MeasuredData = {
      power: flat(1_200),
      voltage: flat(230),
      current: flat(5.2),
      weather: new Map(),
      elevation: 0,
    };
    await using test = await running({ data });
    await test.send(SHELLY, switchRequest(true));
    test.clock.nowMs += 30 * 60_000;
    expect(switchOf((await test.send(SHELLY, readRequest())).body).aenergy).toMatchObject({
      total: 600,
      by_minute: [20_000, 20_000, 20_000],
    });
  });

  it('counts switches and commands apart: a relay that is there already is not switched', async () => {
    await using test = await running();
    for (const on of [true, true, false, false, true]) await test.send(SHELLY, switchRequest(on));
    expect(await test.device()).toMatchObject({ on: true, switches: 3, commands: 5 });
  });

  it('leaves devices out that the account lacks, and what was not picked', async () => {
    await using test = await running();
    expect(JSON.parse((await test.send(SHELLY, readRequest(['000000000000']))).body)).toEqual([]);
    const none = await test.send(
      SHELLY,
      shellyRequest('/v2/devices/api/get', {
        ids: [DEVICE],
        select: ['status'],
        pick: { status: ['pm1:0'] },
      }),
    );
    expect((JSON.parse(none.body) as object[])[0]).not.toHaveProperty('status');
  });

  it.each([
    [
      'another key',
      shellyRequest('/v2/devices/api/get', { ids: [DEVICE] }, 'Z'.repeat(92)),
      401,
      { isok: false },
    ],
    ['another path', shellyRequest('/v2/devices/api/all', {}), 404, { error: 'DEVICE_NOT_FOUND' }],
    ['no ids', shellyRequest('/v2/devices/api/get', { ids: [] }), 400, { error: 'BAD_REQUEST' }],
    [
      'eleven ids',
      shellyRequest('/v2/devices/api/get', { ids: Array(11).fill(DEVICE) }),
      400,
      { error: 'BAD_REQUEST' },
    ],
    [
      'text for a boolean',
      shellyRequest('/v2/devices/api/set/switch', { id: DEVICE, channel: 0, on: 'true' }),
      400,
      { error: 'BAD_REQUEST' },
    ],
    [
      'another channel',
      shellyRequest('/v2/devices/api/set/switch', { id: DEVICE, channel: 1, on: true }),
      400,
      { error: 'DEVICE_INVALID_CHANNEL' },
    ],
    ['a device of nobody', switchRequest(true, '000000000000'), 404, { error: 'DEVICE_NOT_FOUND' }],
  ])('refuses %s', async (_, request, status, body) => {
    await using test = await running();
    const answer = await test.send(SHELLY, request);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject(body);
    expect(answer.bytes.toString()).not.toContain(AUTH_KEY);
    expect(await test.device()).toMatchObject({ switches: 0, commands: 0 });
  });

  it.each([429, 401] as const)(
    'limits each account to a request a second, with status %i',
    async (status) => {
      const { shelly } = baseConfig();
      await using test = await running({
        config: { limits: { scale: 1 }, shelly: { ...shelly, rate_limit_status: status } },
      });
      expect((await test.send(SHELLY, readRequest())).status).toBe(200);
      const refused = await test.send(SHELLY, readRequest());
      expect([refused.status, JSON.parse(refused.body)]).toEqual([
        status,
        { isok: false, errors: { max_req: 'Request limit reached!' } },
      ]);
      test.clock.nowMs += 1_000;
      expect((await test.send(SHELLY, readRequest())).status).toBe(200);
    },
  );

  it('shows a lost device as offline with its last state, and refuses to switch it', async () => {
    await using test = await running();
    await test.admin('POST', `/devices/${DEVICE}`, { online: false });
    expect(JSON.parse((await test.send(SHELLY, readRequest())).body)).toMatchObject([{ online: 0 }]);
    const set = await test.send(SHELLY, switchRequest(true));
    expect([set.status, JSON.parse(set.body)]).toMatchObject([400, { error: 'DEVICE_OFFLINE' }]);
    expect(await test.device()).toMatchObject({ switches: 0 });
  });
});

describe('faults on demand', () => {
  const next = async (kind: string, request = readRequest()) => {
    await using test = await running();
    expect((await test.admin('POST', '/faults', { kind, delayMs: 5 })).status).toBe(204);
    const spoilt = await test.send(SHELLY, request);
    expect((await test.send(SHELLY, readRequest())).status).toBe(200);
    return { spoilt, device: await test.device() };
  };

  it.each([
    ['unauthorized', 401],
    ['not-found', 404],
    ['rate-limited', 429],
    ['server-error', 500],
    ['redirect', 302],
    ['html', 200],
    ['slow', 200],
  ])('%s answers %i once, then all is well', async (kind, status) =>
    expect((await next(kind)).spoilt.status).toBe(status),
  );

  it('close sends nothing, and does nothing', async () => {
    const { spoilt, device } = await next('close', switchRequest(true));
    expect(spoilt.bytes).toHaveLength(0);
    expect(device).toMatchObject({ on: false, switches: 0 });
  });

  it('close-after sends nothing, and did what was asked', async () => {
    const { spoilt, device } = await next('close-after', switchRequest(true));
    expect(spoilt.bytes).toHaveLength(0);
    expect(device).toMatchObject({ on: true, switches: 1 });
  });

  it('truncated announces more than it sends', async () => {
    const { spoilt } = await next('truncated');
    expect(Number(/content-length: (\d+)/i.exec(spoilt.head)?.[1])).toBeGreaterThan(
      Buffer.byteLength(spoilt.body),
    );
    expect(spoilt.body).not.toBe('');
  });

  it('missing, null, nan, text and out-of-bounds spoil each reading', async () => {
    expect(switchOf((await next('missing')).spoilt.body)).not.toHaveProperty('apower');
    expect(switchOf((await next('null')).spoilt.body)).toMatchObject({
      apower: null,
      output: null,
      aenergy: { total: null },
    });
    expect((await next('nan')).spoilt.body).toContain('"apower":NaN');
    expect(switchOf((await next('text')).spoilt.body)).toMatchObject({ apower: 'unavailable' });
    expect(switchOf((await next('out-of-bounds')).spoilt.body)).toMatchObject({ apower: 1e17 });
  });

  it('duplicate, deep and huge spoil the body', async () => {
    expect((await next('duplicate')).spoilt.body.match(/"apower":/g)).toHaveLength(2);
    expect((await next('deep')).spoilt.body).toMatch(/^\[{10000}/);
    expect((await next('huge')).spoilt.body.length).toBeGreaterThan(2_000_000);
  });

  it('can be meant for one vendor, for actions or reads, and for several answers', async () => {
    await using test = await running();
    await test.admin('POST', '/faults', { kind: 'server-error', vendor: 'shelly', to: 'action', count: 2 });
    expect((await test.send(OPEN_METEO, weatherRequest(BERLIN))).status).toBe(200);
    expect((await test.send(SHELLY, readRequest())).status).toBe(200);
    expect((await test.send(SHELLY, switchRequest(true))).status).toBe(500);
    expect((await test.send(SHELLY, switchRequest(true))).status).toBe(500);
    expect((await test.send(SHELLY, switchRequest(true))).status).toBe(200);
    expect(await test.device()).toMatchObject({ switches: 1 });
  });

  it('can be taken back', async () => {
    await using test = await running();
    for (const kind of FAULT_KINDS) await test.admin('POST', '/faults', { kind });
    expect((await test.admin('DELETE', '/faults')).status).toBe(204);
    expect((await test.send(SHELLY, readRequest())).status).toBe(200);
  });

  it('end an answer that is held back when the emulator closes', async () => {
    const test = await running();
    await test.admin('POST', '/faults', { kind: 'slow', delayMs: 600_000 });
    const held = test.send(SHELLY, readRequest()).catch(() => undefined);
    for (;;) {
      const { body } = await test.admin('GET', '/state');
      if ((body as { faults: unknown[] }).faults.length === 0) break;
    }
    await test[Symbol.asyncDispose]();
    expect((await held)?.bytes.length ?? 0).toBe(0);
  });
});

describe('the admin port', () => {
  it('shows state, requests and where the replay is, and no key', async () => {
    await using test = await running();
    await test.send(SHELLY, readRequest());
    const { body } = await test.admin('GET', '/state');
    expect(body).toMatchObject({
      devices: [{ id: DEVICE, online: true, on: false, switches: 0, commands: 0, powerW: 0, energyWh: 0 }],
      requests: { 'open-meteo': 0, shelly: 1 },
      faults: [],
      replay: { power: '2007-02-01T00:00:00.000Z' },
    });
    expect(JSON.stringify(body)).not.toContain(AUTH_KEY);
  });

  it.each([
    ['POST', '/faults', { kind: 'unheard-of' }, 400],
    ['POST', '/faults', { kind: 'null', count: 0 }, 400],
    ['POST', '/faults', 'null', 400],
    ['POST', '/devices/000000000000', { online: true }, 404],
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

describe('hostile requests', () => {
  it.each([
    [
      'a body without end',
      `POST /v2/devices/api/get?auth_key=${AUTH_KEY} HTTP/1.1\r\nhost: ${SHELLY}\r\nconnection: close\r\ncontent-length: 20000\r\n\r\n${'x'.repeat(20_000)}`,
      413,
    ],
    [
      'a body that is no JSON',
      `POST /v2/devices/api/get?auth_key=${AUTH_KEY} HTTP/1.1\r\nhost: ${SHELLY}\r\nconnection: close\r\ncontent-length: 4\r\n\r\n\xff{{{`,
      400,
    ],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', 421],
    ['no HTTP', 'hello\r\n\r\n', 400],
    [
      'a target that is no path',
      `GET .evil.test:x HTTP/1.1\r\nhost: ${SHELLY}\r\nconnection: close\r\n\r\n`,
      400,
    ],
    [
      'a target of another host',
      `GET @evil.test/ HTTP/1.1\r\nhost: ${SHELLY}\r\nconnection: close\r\n\r\n`,
      400,
    ],
  ])('%s', async (_, bytes, status) => {
    await using test = await running();
    const answer = await test.send(SHELLY, Buffer.from(bytes, 'latin1'));
    expect(answer.status).toBe(status);
    expect((await test.send(SHELLY, readRequest())).status).toBe(200);
  });
});
