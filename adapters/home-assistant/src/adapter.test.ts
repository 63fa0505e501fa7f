import { loadFixture } from '@cloudx3/adapter-conformance/fixtures';
import {
  describeDevice,
  deviceCapability,
  parseResponse,
  prepareRequest,
  readCredentials,
} from '@cloudx3/adapter-kit';
import type { CheckedOperation, Params } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { homeAssistant } from './adapter.ts';
import type { HomeAssistantOperation } from './operations.ts';

const HOST = 'home.example.org';
const TOKEN = `${'a'.repeat(36)}.${'B'.repeat(102)}.${'c'.repeat(43)}`;
const PLUG = { entity_id: 'switch.decorative_lights' };
const adapter = homeAssistant({ host: HOST });

function request(operation: CheckedOperation, params: Params): string {
  const rendered = prepareRequest(operation, params, readCredentials(adapter.auth, { token: TOKEN }));
  return rendered.ok ? Buffer.from(rendered.value.bytes).toString('latin1') : rendered.code;
}

describe('requests', () => {
  it('ask the user’s own server for the state of one entity, with the token in a header', () => {
    const text = request(adapter.operations.power, { entity_id: 'sensor.power_consumption' });
    expect(text).toMatch(/^GET \/api\/states\/sensor\.power_consumption HTTP\/1\.1\r\n/);
    expect(text).toContain('\r\nhost: home.example.org:8123\r\n');
    expect(text).toContain(`\r\nauthorization: Bearer ${TOKEN}\r\n`);
  });

  it('call the service for a state, never the one that toggles', () => {
    const text = request(adapter.operations.switchSet, { ...PLUG, service: 'turn_off' });
    expect(text).toMatch(/^POST \/api\/services\/switch\/turn_off HTTP\/1\.1\r\n/);
    expect(text.split('\r\n\r\n')[1]).toBe('{"entity_id":"switch.decorative_lights"}');
    expect(request(adapter.operations.switchSet, { ...PLUG, service: 'toggle' })).toBe('params.value');
  });

  it.each(['sensor/../config', 'sensor.a?b', 'sensor.a b', 'sensor.ä', `sensor.${'x'.repeat(58)}`])(
    'reach no other resource by the entity %j',
    (entity_id) => expect(request(adapter.operations.temperature, { entity_id })).toBe('params.value'),
  );
});

describe('sensors', () => {
  it.each<[HomeAssistantOperation, string, string]>([
    ['temperature', '°C', 'Cel'],
    ['humidity', '%', '%'],
    ['power', 'W', 'W'],
    ['energyWh', 'Wh', 'Wh'],
    ['energyKwh', 'kWh', 'kWh'],
  ])('%s is read only where the server says %s, and is told in %s', (key, shown, unit) => {
    const operation = adapter.operations[key];
    expect(operation.message.readings.map((reading) => reading.unit)).toEqual([unit]);
    const answer = (text: string): Uint8Array => {
      const state = {
        entity_id: 'sensor.x',
        state: '1',
        attributes: { unit_of_measurement: text },
        last_updated: '2026-11-22T13:00:00+00:00',
      };
      const body = JSON.stringify(state);
      return Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const read = (text: string) =>
      parseResponse(operation, { entity_id: 'sensor.x' }, answer(text), BigInt(Date.UTC(2026, 10, 22, 13)));
    expect(read(shown).ok).toBe(true);
    expect(read('°F')).toMatchObject({ ok: false, code: 'vendor.condition_failed' });
  });

  it('are not taken from the answer about another entity', () => {
    const { bytes, entry } = loadFixture(new URL('..', import.meta.url), 'temperature.http');
    const at = BigInt(Date.parse(entry.sessionTime));
    const read = (entity_id: string) =>
      parseResponse(adapter.operations.temperature, { entity_id }, bytes, at);
    expect(read('sensor.outside_temperature').ok).toBe(true);
    expect(read('sensor.other')).toMatchObject({ ok: false, code: 'vendor.condition_failed' });
  });
});

describe('settings', () => {
  it.each([
    ['no host', {}, /home-assistant\.host: is missing/],
    ['an address', { host: '192.168.1.5' }, /home-assistant\.host/],
    ['a short token', { host: HOST, tokenLength: 63 }, /home-assistant\.tokenLength/],
    ['a long token', { host: HOST, tokenLength: 513 }, /home-assistant\.tokenLength/],
    ['answers that are too short', { host: HOST, maxResponseBytes: 511 }, /home-assistant\.maxResponseBytes/],
    [
      'answers that are too long',
      { host: HOST, maxResponseBytes: 16_385 },
      /home-assistant\.maxResponseBytes/,
    ],
    ['port 0', { host: HOST, port: 0 }, /home-assistant\.port/],
  ])('refuse %s', (_, options, message) => {
    expect(() => homeAssistant(options as Parameters<typeof homeAssistant>[0])).toThrow(message);
  });

  it('take a wider bound on answers, which every operation then has', () => {
    const { operations } = homeAssistant({ host: HOST, maxResponseBytes: 4_096 });
    const bounds = Object.values(operations).map(({ message }) => message.maxResponseBytes);
    expect(new Set(bounds)).toEqual(new Set([4_096]));
  });

  it.each([
    ['of a server that differs', 64, 'x'.repeat(64), true],
    ['of the usual length', undefined, TOKEN, true],
    ['with a space before it', undefined, ` ${TOKEN.slice(1)}`, false],
    ['with "Bearer" before it', undefined, `Bearer ${TOKEN}`, false],
  ])('take a token %s', (_, tokenLength, token, isTaken) => {
    const { auth } = homeAssistant({ host: HOST, ...(tokenLength === undefined ? {} : { tokenLength }) });
    const read = () => readCredentials(auth, { token }).reveal();
    if (isTaken) expect(read()).toEqual({ token });
    else expect(read).toThrow(expect.objectContaining({ code: 'adapter.credentials' }));
  });
});

it('is controlled by service, and proven by the state of the switch', () => {
  expect(deviceCapability(adapter, 'switch')).toMatchObject({
    valueParam: 'service',
    values: [{ value: 'turn_on' }, { value: 'turn_off' }],
    readbackOperation: adapter.operations.switchState.id,
    readbackReading: 'on',
  });
  expect(describeDevice(adapter, PLUG)).toMatchObject({ serial: PLUG.entity_id, serialParam: 'entity_id' });
  expect(adapter.quotas).toEqual([]);
});
