import { playInProcess } from 'cloudx3-emulator/in-process';
import type { InProcess } from 'cloudx3-emulator/in-process';
import { describe, expect, it } from 'vitest';
import { emulated } from './index.ts';

const KEY = `TESTKEYxdWlk${'0123456789ABCDEF'.repeat(5)}`;
const DEVICE = 'b48a0a1cd978';
const TABLE = { accounts: [{ auth_key: KEY, devices: [{ id: DEVICE }] }] };
const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

function play(scale = 1_000, more: object = {}): InProcess {
  const sections = { limits: { scale } };
  return playInProcess(emulated, { table: { ...TABLE, ...more }, sections, startMs: START_MS });
}

function post(cloud: InProcess, path: string, body: unknown, key = KEY) {
  const answer = cloud.ask({ method: 'POST', target: `/v2/devices/api/${path}?auth_key=${key}`, body });
  return { ...answer, json: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown) };
}

const READ = { ids: [DEVICE], select: ['status'], pick: { status: ['switch:0'] } };

interface SwitchStatus {
  readonly output: boolean;
  readonly apower: number;
  readonly aenergy: { readonly total: number; readonly by_minute: number[]; readonly minute_ts: number };
}

function read(cloud: InProcess): SwitchStatus {
  const { json } = post(cloud, 'get', READ);
  const [device] = json as { status: { 'switch:0': SwitchStatus } }[];
  return device?.status['switch:0'] ?? expect.unreachable('the list is empty');
}

function turn(cloud: InProcess, on: unknown, id = DEVICE, channel = 0) {
  return post(cloud, 'set/switch', { id, channel, on });
}

describe('Shelly', () => {
  it('answers in the vendor’s shape, and a relay that is off draws nothing', async () => {
    await using cloud = play();
    const answer = post(cloud, 'get', READ);
    expect(answer).toMatchObject({ status: 200, framing: 'content-length' });
    expect(answer.headers).toContainEqual(['Content-Type', 'application/json; charset=utf-8']);
    expect(answer.json).toMatchObject([{ id: DEVICE, type: 'relay', gen: 'G2', online: 1 }]);
    expect(read(cloud)).toMatchObject({
      output: false,
      apower: 0,
      current: 0,
      voltage: 243.2,
      aenergy: { total: 0 },
    });
  });

  it('switches the relay: the next reading shows the measured power, and energy runs until it is off', async () => {
    await using cloud = play();
    expect(turn(cloud, true)).toMatchObject({ status: 200, body: '' });
    expect(read(cloud)).toMatchObject({ output: true, apower: 326, current: 1.4 });

    cloud.clock.nowMs += 3_600_000;
    const hour = read(cloud);
    expect(hour.aenergy.total).toBeGreaterThan(200);
    expect(hour.aenergy.minute_ts).toBe(cloud.clock.nowMs / 1_000);
    expect(hour.aenergy.by_minute.every((milliwattHours) => milliwattHours > 0)).toBe(true);

    turn(cloud, false);
    cloud.clock.nowMs += 3_600_000;
    const { total } = hour.aenergy;
    expect(read(cloud)).toMatchObject({ output: false, apower: 0, aenergy: { total, by_minute: [0, 0, 0] } });
  });

  it('says the energy of each minute, which the total is the sum of', async () => {
    await using cloud = play();
    turn(cloud, true);
    cloud.clock.nowMs += 180_000;
    const { total, by_minute } = read(cloud).aenergy;
    expect(by_minute.reduce((sum, milliwattHours) => sum + milliwattHours, 0) / 1_000).toBeCloseTo(total, 2);
  });

  it('counts switches and commands apart: a relay that is there already is not switched', async () => {
    await using cloud = play();
    for (const on of [true, true, false, false, true]) turn(cloud, on);
    expect(cloud.state().devices).toMatchObject([{ id: DEVICE, on: true, switches: 3, commands: 5 }]);
  });

  it('leaves devices out that the account lacks, and what was not picked', async () => {
    await using cloud = play();
    expect(post(cloud, 'get', { ...READ, ids: ['000000000000'] }).json).toEqual([]);
    const [none] = post(cloud, 'get', { ...READ, pick: { status: ['pm1:0'] } }).json as object[];
    expect(none).not.toHaveProperty('status');
    const [all] = post(cloud, 'get', { ids: [DEVICE], select: ['status', 'settings'] }).json as object[];
    expect(all).toMatchObject({
      status: { sys: { mac: 'B48A0A1CD978' } },
      settings: { DeviceInfo: { id: DEVICE } },
    });
  });

  it.each<[string, (cloud: InProcess) => { status: number; json: unknown }, number, object]>([
    ['another key', (cloud) => post(cloud, 'get', READ, 'Z'.repeat(92)), 401, { isok: false }],
    ['no key', (cloud) => post(cloud, 'get', READ, ''), 401, { isok: false }],
    ['another path', (cloud) => post(cloud, 'all', {}), 404, { error: 'DEVICE_NOT_FOUND' }],
    ['no ids', (cloud) => post(cloud, 'get', { ids: [] }), 400, { error: 'BAD_REQUEST' }],
    [
      'eleven ids',
      (cloud) => post(cloud, 'get', { ids: Array(11).fill(DEVICE) }),
      400,
      { error: 'BAD_REQUEST' },
    ],
    ['a body that is no JSON', (cloud) => post(cloud, 'get', '{{{'), 400, { error: 'BAD_REQUEST' }],
    ['text for a boolean', (cloud) => turn(cloud, 'true'), 400, { error: 'BAD_REQUEST' }],
    ['another channel', (cloud) => turn(cloud, true, DEVICE, 1), 400, { error: 'DEVICE_INVALID_CHANNEL' }],
    ['a device of nobody', (cloud) => turn(cloud, true, '000000000000'), 404, { error: 'DEVICE_NOT_FOUND' }],
    [
      'a timer, which the emulated device lacks',
      (cloud) => post(cloud, 'set/switch', { id: DEVICE, on: true, toggle_after: 5 }),
      400,
      { error: 'DEVICE_FAILED_COMMAND' },
    ],
  ])('refuses %s, and nothing is switched', async (_, ask, status, body) => {
    await using cloud = play();
    const answer = ask(cloud);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject(body);
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(cloud.state().devices).toMatchObject([{ switches: 0, commands: 0 }]);
  });

  it('refuses to be asked with GET', async () => {
    await using cloud = play();
    expect(cloud.ask({ method: 'GET', target: `/v2/devices/api/get?auth_key=${KEY}` }).status).toBe(404);
  });

  it.each([429, 401] as const)(
    'limits each account to a request a second, with status %i',
    async (status) => {
      const accounts = [...TABLE.accounts, { auth_key: 'A'.repeat(92), devices: [{ id: 'aabbcc' }] }];
      await using cloud = play(1, { accounts, rate_limit_status: status });
      expect(post(cloud, 'get', READ).status).toBe(200);
      const refused = post(cloud, 'get', READ);
      expect([refused.status, refused.json]).toEqual([
        status,
        { isok: false, errors: { max_req: 'Request limit reached!' } },
      ]);
      expect(post(cloud, 'get', READ, 'A'.repeat(92)).status).toBe(200);
      cloud.clock.nowMs += 1_000;
      expect(post(cloud, 'get', READ).status).toBe(200);
    },
  );

  it('shows a lost device as offline with its last state, and refuses to switch it', async () => {
    await using cloud = play();
    for (const device of cloud.cloud.devices) device.online = false;
    expect(post(cloud, 'get', READ).json).toMatchObject([{ online: 0 }]);
    expect(turn(cloud, true)).toMatchObject({ status: 400, json: { error: 'DEVICE_OFFLINE' } });
    expect(cloud.state().devices).toMatchObject([{ switches: 0 }]);
  });
});

describe('[shelly]', () => {
  const problems = (table: unknown): string[] =>
    (emulated.table.safeParse(table).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
  const [account] = TABLE.accounts;

  it.each([
    ['no account', { accounts: [] }, 'accounts: '],
    ['an account without devices', { accounts: [{ ...account, devices: [] }] }, 'accounts.0.devices: '],
    [
      'a short key',
      { accounts: [{ ...account, auth_key: 'A'.repeat(31) }] },
      'accounts.0.auth_key: must be 32 to 128',
    ],
    [
      'a long key',
      { accounts: [{ ...account, auth_key: 'A'.repeat(129) }] },
      'accounts.0.auth_key: must be 32 to 128',
    ],
    [
      'an id in capitals',
      { accounts: [{ ...account, devices: [{ id: 'AABBCC' }] }] },
      'accounts.0.devices.0.id: ',
    ],
    [
      'an account twice',
      { accounts: [account, { ...account, devices: [{ id: 'aabbcc' }] }] },
      'accounts: an auth_key is there twice',
    ],
    [
      'a device twice',
      { accounts: [account, { ...account, auth_key: 'A'.repeat(32) }] },
      'accounts: a device id is there twice',
    ],
    ['another status', { ...TABLE, rate_limit_status: 403 }, 'rate_limit_status: '],
    ['what it does not know', { ...TABLE, hosts: 'x' }, ': Unrecognized key'],
  ])('refuses %s', (_, table, problem) => {
    expect(problems(table).join()).toContain(problem);
  });

  it('of a first start has an account of the vendor’s form with one plug', () => {
    const table = emulated.firstTable?.() as { accounts: { auth_key: string; devices: { id: string }[] }[] };
    expect(problems(table)).toEqual([]);
    expect(table.accounts[0]?.auth_key).toHaveLength(92);
    expect(table.accounts[0]?.devices).toHaveLength(1);
  });
});
