import {
  deviceCapability,
  describeDevice,
  prepareRequest,
  readCredentials,
  sustainedRate,
} from '@cloudx3/adapter-kit';
import type { CheckedOperation, Params } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { shelly } from './adapter.ts';

const HOST = 'shelly-103-eu.shelly.cloud';
const KEY = `Q0FOQVJZdWlk${'0123456789ABCDEF'.repeat(5)}`;
const DEVICE = { device_id: 'b48a0a1cd978' };
const adapter = shelly({ host: HOST });

function request(operation: CheckedOperation, params: Params): string {
  const rendered = prepareRequest(operation, params, readCredentials(adapter.auth, { auth_key: KEY }));
  return rendered.ok ? Buffer.from(rendered.value.bytes).toString('latin1') : rendered.code;
}

describe('requests', () => {
  it('ask for one component of one device, under the key', () => {
    const text = request(adapter.operations.switchPower, DEVICE);
    expect(text).toMatch(new RegExp(`^POST /v2/devices/api/get\\?auth_key=${KEY} HTTP/1\\.1\\r\\n`));
    expect(text).toContain(`\r\nhost: ${HOST}\r\n`);
    expect(text.split('\r\n\r\n')[1]).toBe(
      '{"ids":["b48a0a1cd978"],"select":["status"],"pick":{"status":["switch:0"]}}',
    );
  });

  it('turn an output to a state, never the other way round', () => {
    const bodies = ['true', 'false'].map(
      (on) => request(adapter.operations.switchSet, { ...DEVICE, on }).split('\r\n\r\n')[1],
    );
    expect(bodies).toEqual([
      '{"id":"b48a0a1cd978","channel":0,"on":true}',
      '{"id":"b48a0a1cd978","channel":0,"on":false}',
    ]);
    expect(request(adapter.operations.switchSet, { ...DEVICE, on: 'toggle' })).toBe('params.value');
  });

  it.each([
    ['b48a0a1cd978', true],
    ['b48a0a', true],
    ['B48A0A1CD978', false],
    ['b48a0', false],
    ['b48a0a1cd9780', false],
    ['b4:8a:0a:1c:d9:78', false],
    ['shellyplug-s-b48a0a', false],
  ])('are made for the device %j: %s', (device_id, isMade) => {
    expect(request(adapter.operations.switchState, { device_id }) !== 'params.value').toBe(isMade);
  });
});

describe('settings', () => {
  it.each([
    ['no host', {}, /shelly\.host: is missing/],
    ['a host with a scheme', { host: `https://${HOST}` }, /shelly\.host: must be/],
    ['a channel before the first', { host: HOST, channel: -1 }, /shelly\.channel/],
    ['a channel beyond the last', { host: HOST, channel: 10 }, /shelly\.channel/],
    ['half a channel', { host: HOST, channel: 0.5 }, /shelly\.channel/],
    ['a short key', { host: HOST, authKeyLength: 31 }, /shelly\.authKeyLength/],
    ['a long key', { host: HOST, authKeyLength: 129 }, /shelly\.authKeyLength/],
    ['a port beyond the last', { host: HOST, port: 65_536 }, /shelly\.port/],
    ['what it does not know', { host: HOST, chanel: 1 }, /shelly: Unrecognized/],
  ])('refuse %s', (_, options, message) => {
    expect(() => shelly(options as Parameters<typeof shelly>[0])).toThrow(
      expect.objectContaining({
        code: 'adapter.settings',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('put the channel into every operation, so that another channel is another operation', () => {
    const third = shelly({ host: HOST, channel: 3 });
    for (const [key, { message, id }] of Object.entries(third.operations)) {
      expect(id, key).not.toEqual(adapter.operations[key as keyof typeof adapter.operations].id);
      expect(JSON.stringify(message.body), key).toMatch(/switch:3|channel\\":3/);
    }
    const paths = third.operations.switchPower.message.readings.map(({ path }) => JSON.stringify(path));
    for (const path of paths) expect(path).toContain('switch:3');
  });

  it.each([0, 9])('take channel %i', (channel) => {
    expect(shelly({ host: HOST, channel }).vendor).toBe('shelly');
  });
});

describe('credentials', () => {
  const refusal = (auth_key: unknown, authKeyLength?: number) => {
    const { auth } = shelly({ host: HOST, ...(authKeyLength === undefined ? {} : { authKeyLength }) });
    return () => readCredentials(auth, { auth_key });
  };

  it('are a key of 92 letters and digits, or of the length that the account has', () => {
    expect(refusal(KEY)().reveal()).toEqual({ auth_key: KEY });
    expect(refusal(`A${KEY}`, 93)().reveal()).toEqual({ auth_key: `A${KEY}` });
  });

  it.each([
    ['a shorter one', KEY.slice(1), 'must have exactly 92 characters'],
    ['a longer one', `${KEY}A`, 'must have exactly 92 characters'],
    ['one with the padding of base64', `${KEY.slice(1)}=`, 'must be of A-Z a-z 0-9 only'],
    ['one with a line break', `${KEY.slice(1)}\n`, 'look for a stray space'],
    ['none', undefined, 'is missing'],
  ])('are not %s', (_, key, message) => {
    expect(refusal(key)).toThrow(message);
  });
});

describe('control', () => {
  it('turns the output, and takes the read-back of a relay without a meter for proof', () => {
    const { operations } = adapter;
    expect(deviceCapability(adapter, 'switch')).toEqual({
      name: 'switch',
      actionOperation: operations.switchSet.id,
      valueParam: 'on',
      values: [
        { value: 'true', expect: { mantissa: 1n, scale: 0 } },
        { value: 'false', expect: { mantissa: 0n, scale: 0 } },
      ],
      readbackOperation: operations.switchState.id,
      readbackReading: 'on',
    });
  });

  it('tells devices apart by their id', () => {
    expect(describeDevice(adapter, DEVICE)).toMatchObject({ vendor: 'shelly', serial: DEVICE.device_id });
    expect(() => describeDevice(adapter, { ...DEVICE, on: 'true' })).toThrow('params.unknown');
  });
});

it('plans with one request a second, which everybody with the key shares', () => {
  expect(sustainedRate(adapter.quotas)).toBe(1);
  expect(adapter.quotas.map(({ scope }) => scope)).toEqual(['credential']);
});
