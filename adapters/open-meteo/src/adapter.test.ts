import { prepareRequest, readCredentials, sustainedRate } from '@cloudx3/adapter-kit';
import type { CheckedOperation } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { openMeteo } from './adapter.ts';

const adapter = openMeteo();

function request(operation: CheckedOperation, latitude: string, longitude: string): string {
  const rendered = prepareRequest(operation, { latitude, longitude }, readCredentials(adapter.auth, {}));
  return rendered.ok ? Buffer.from(rendered.value.bytes).toString('latin1') : rendered.code;
}

describe('requests', () => {
  it('name every unit, the zone and the format, whatever the vendor’s defaults are', () => {
    const [line] = request(adapter.operations.current, '52.52', '13.41').split('\r\n');
    expect(line).toBe(
      'GET /v1/forecast?latitude=52.52&longitude=13.41&current=temperature_2m,relative_humidity_2m,wind_speed_10m' +
        '&temperature_unit=celsius&wind_speed_unit=ms&timeformat=iso8601&timezone=GMT HTTP/1.1',
    );
  });

  it.each([
    ['the poles and the date line', '90', '-180', true],
    ['four decimals', '-33.8688', '151.2093', true],
    ['five decimals', '-33.86881', '151.2093', false],
    ['beyond a pole', '90.0001', '0', false],
    ['beyond the date line', '0', '180.0001', false],
    ['another notation', '5.2e1', '0', false],
    ['a comma', '52,52', '0', false],
    ['two places', '52.52,48.86', '13.41,2.35', false],
  ])('are made for %s: %s, %s', (_, latitude, longitude, isMade) => {
    expect(request(adapter.operations.temperature, latitude, longitude) !== 'params.value').toBe(isMade);
  });
});

describe('settings', () => {
  it('are the vendor’s own server unless given', () => {
    const { message } = adapter.operations.temperature;
    expect([message.serverName, message.port]).toEqual(['api.open-meteo.com', 443]);
  });

  it('make other operations for another server or port, which are published on their own', () => {
    const ids = [adapter, openMeteo({ host: 'weather.example.org' }), openMeteo({ port: 8443 })].map(
      ({ operations }) => Buffer.from(operations.temperature.id).toString('hex'),
    );
    expect(new Set(ids).size).toBe(3);
  });

  it.each([{ host: 'localhost' }, { port: 0 }, { key: 'x' }])('refuse %j', (options) => {
    expect(() => openMeteo(options as Parameters<typeof openMeteo>[0])).toThrow(
      expect.objectContaining({ code: 'adapter.settings' }),
    );
  });
});

it('takes no credential, and says so to whoever configures one', () => {
  expect(readCredentials(adapter.auth, {}).reveal()).toEqual({});
  expect(() => readCredentials(adapter.auth, { key: 'x' })).toThrow(
    'has members that this vendor does not use',
  );
});

it('plans with the limit of a day, which is the narrowest, and knows that notaries’ addresses count', () => {
  expect(sustainedRate(adapter.quotas)).toBeCloseTo(10_000 / 86_400, 9);
  expect(new Set(adapter.quotas.map(({ scope }) => scope))).toEqual(new Set(['address']));
});

it('has nothing that can be controlled', () => {
  expect([adapter.capabilities, adapter.serialParam]).toEqual([{}, undefined]);
});
