import { Outcome, parseResponse, prepareRequest, readCredentials, unwrap } from '@cloudx3/adapter-kit';
import { playInProcess } from 'cloudx3-emulator/in-process';
import { expect, it } from 'vitest';
import { shelly } from '../adapter.ts';
import { emulated } from './index.ts';

const KEY = `TESTKEYxdWlk${'0123456789ABCDEF'.repeat(5)}`;
const [OWN, LOST, STRANGE] = ['08f9e0e5d4c8', 'b48a0a1cd978', 'ffffffffffff'] as const;
const TABLE = {
  accounts: [
    { auth_key: KEY, devices: [{ id: OWN }, { id: LOST }] },
    { auth_key: KEY.replace('TEST', 'ELSE'), devices: [{ id: STRANGE }] },
  ],
};

it('ROW-2: a device that is lost, and one of another account, cost the others nothing', async () => {
  const sections = { limits: { scale: 1_000 } };
  const startMs = Date.UTC(2026, 10, 22, 12, 0, 0);
  await using cloud = playInProcess(emulated, { table: TABLE, sections, startMs });
  const lost = cloud.cloud.devices.find(({ id }) => id === LOST) ?? expect.unreachable('is not there');
  lost.online = false;
  const adapter = shelly({ host: cloud.cloud.host });
  const { switchPowers } = adapter.operations;
  const params = { device_ids: [OWN, LOST, STRANGE] };
  const credentials = readCredentials(adapter.auth, { auth_key: KEY });
  const { bytes } = unwrap(prepareRequest(switchPowers, params, credentials));
  const said = parseResponse(switchPowers, params, await cloud.send(bytes), BigInt(startMs));
  const rows = unwrap(said).rows.map(({ key, outcome, readings }) => [
    key,
    Outcome[outcome],
    readings.length,
  ]);
  expect(rows).toEqual([
    [OWN, 'OK', 3],
    [LOST, 'CONDITION', 0],
    [STRANGE, 'NO_ROW', 0],
  ]);
});
