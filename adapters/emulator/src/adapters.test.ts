import { explainFailure, parseResponse, prepareRequest, readCredentials } from '@cloudx3/adapter-kit';
import type { Adapter, CheckedOperation } from '@cloudx3/adapter-kit';
import { openMeteo } from '@cloudx3/adapter-open-meteo';
import { shelly } from '@cloudx3/adapter-shelly';
import { formatDecimal, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { AUTH_KEY, DEVICE, OPEN_METEO, SHELLY, baseConfig, running } from './testing/running.ts';
import type { Running, RunningOptions } from './testing/running.ts';

const BERLIN = { latitude: '52.52', longitude: '13.41' };
const PLUG = { device_id: DEVICE };

/** Reads through an adapter as a node does: its readings as text, or the code of what failed. */
function reader(
  test: Running,
  adapter: Adapter,
  host: string,
  credentials: Readonly<Record<string, string>>,
) {
  const sealed = readCredentials(adapter.auth, credentials);
  return async (operation: CheckedOperation, params: Readonly<Record<string, string>>) => {
    const request = unwrap(prepareRequest(operation, params, sealed));
    const { bytes } = await test.send(host, request.bytes);
    const result = parseResponse(operation, params, bytes, BigInt(test.clock.nowMs));
    if (!result.ok)
      return {
        code: result.code,
        vendorCode: explainFailure(adapter, result.code, bytes).vendorCode,
        size: bytes.length,
      };
    const readings = Object.fromEntries(
      result.value.readings.map(({ name, value }) => [name, value === undefined ? '' : formatDecimal(value)]),
    );
    return { readings, observedAtMs: result.value.observedAtMs, size: bytes.length };
  };
}

async function withShelly(options: RunningOptions = {}) {
  const test = await running(options);
  const adapter = shelly({ host: SHELLY, port: test.emulator.port });
  return {
    test,
    adapter,
    run: reader(test, adapter, SHELLY, { auth_key: AUTH_KEY }),
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

describe('the Open-Meteo adapter on the emulator', () => {
  it('reads what was measured', async () => {
    await using test = await running();
    const adapter = openMeteo({ host: OPEN_METEO, port: test.emulator.port });
    const run = reader(test, adapter, OPEN_METEO, {});
    const observedAtMs = BigInt(test.clock.nowMs);
    test.clock.nowMs += 120_000;
    expect(await run(adapter.operations.temperature, BERLIN)).toMatchObject({
      readings: { temperature: '-7.6' },
      observedAtMs,
    });
    const all = await run(adapter.operations.current, BERLIN);
    expect(all).toMatchObject({
      readings: { temperature: '-7.6', humidity: '53', wind_speed: '3.1' },
      observedAtMs,
    });
    expect(all.size).toBeLessThanOrEqual(adapter.operations.current.message.maxResponseBytes);
  });

  it.each([
    ['rate-limited', 'vendor.rate_limited', 'open-meteo.rate_limited'],
    ['server-error', 'vendor.server_error', undefined],
    ['redirect', 'vendor.redirect', undefined],
    ['html', 'response.json_syntax', undefined],
    ['truncated', 'response.truncated', undefined],
    ['missing', 'reading.absent', undefined],
    ['null', 'reading.null', undefined],
    ['nan', 'response.json_syntax', undefined],
    ['text', 'reading.non_numeric', undefined],
    ['out-of-bounds', 'reading.out_of_bounds', undefined],
    ['duplicate', 'response.json_duplicate', undefined],
  ])('fault %s is %s', async (kind, code, vendorCode) => {
    await using test = await running();
    const adapter = openMeteo({ host: OPEN_METEO, port: test.emulator.port });
    const run = reader(test, adapter, OPEN_METEO, {});
    await test.admin('POST', '/faults', { kind });
    expect(await run(adapter.operations.temperature, BERLIN)).toMatchObject({ code, vendorCode });
    expect(await run(adapter.operations.temperature, BERLIN)).toHaveProperty('readings');
  });
});

describe('the Shelly adapter on the emulator', () => {
  it('reads, switches, and reads the change back', async () => {
    await using cloud = await withShelly();
    const { adapter, run, test } = cloud;
    const { operations } = adapter;
    expect(await run(operations.switchPower, PLUG)).toMatchObject({
      readings: { on: '0', power: '0', energy: '0' },
    });
    const set = await run(operations.switchSet, { ...PLUG, on: 'true' });
    expect(set).toMatchObject({ readings: {} });
    test.clock.nowMs += 90_000;
    const on = await run(operations.switchPower, PLUG);
    expect(on).toMatchObject({
      readings: { on: '1', power: '326' },
      observedAtMs: BigInt(test.clock.nowMs - 30_000),
    });
    expect(Number(on.readings?.['energy'])).toBeGreaterThan(8);
    expect(await run(operations.switchState, PLUG)).toMatchObject({ readings: { on: '1' } });
    await run(operations.switchSet, { ...PLUG, on: 'false' });
    expect(await run(operations.switchState, PLUG)).toMatchObject({ readings: { on: '0' } });
    expect(await test.device()).toMatchObject({ switches: 2, commands: 2 });
    expect(on.size).toBeLessThanOrEqual(operations.switchPower.message.maxResponseBytes);
    expect(set.size).toBeLessThanOrEqual(operations.switchSet.message.maxResponseBytes);
  });

  it.each([
    ['unauthorized', 'vendor.unauthorized', 'shelly.key_refused'],
    ['not-found', 'vendor.not_found', 'shelly.device_unknown'],
    ['rate-limited', 'vendor.rate_limited', 'shelly.rate_limited'],
    ['server-error', 'vendor.server_error', undefined],
    ['redirect', 'vendor.redirect', undefined],
    ['html', 'response.json_syntax', undefined],
    ['truncated', 'response.truncated', undefined],
    ['close', 'response.truncated', undefined],
    ['missing', 'reading.absent', undefined],
    ['null', 'reading.null', undefined],
    ['nan', 'response.json_syntax', undefined],
    ['text', 'reading.non_numeric', undefined],
    ['out-of-bounds', 'reading.out_of_bounds', undefined],
    ['duplicate', 'response.json_duplicate', undefined],
    ['deep', 'response.too_large', undefined],
    ['huge', 'response.too_large', undefined],
  ])('fault %s is %s', async (kind, code, vendorCode) => {
    await using cloud = await withShelly();
    await cloud.test.admin('POST', '/faults', { kind });
    const { switchPower } = cloud.adapter.operations;
    expect(await cloud.run(switchPower, PLUG)).toMatchObject({ code, vendorCode });
  });

  it('says why: another device, a lost one, the rate', async () => {
    await using cloud = await withShelly();
    const { switchPower, switchSet } = cloud.adapter.operations;
    expect(await cloud.run(switchPower, { device_id: '000000000000' })).toMatchObject({
      vendorCode: 'shelly.device_unknown',
    });
    expect(await cloud.run(switchSet, { device_id: '000000000000', on: 'true' })).toMatchObject({
      vendorCode: 'shelly.device_unknown',
    });
    await cloud.test.admin('POST', `/devices/${DEVICE}`, { online: false });
    expect(await cloud.run(switchPower, PLUG)).toMatchObject({ vendorCode: 'shelly.device_offline' });
    expect(await cloud.run(switchSet, { ...PLUG, on: 'true' })).toMatchObject({
      vendorCode: 'shelly.device_offline',
    });
  });

  it.each([429, 401] as const)(
    'tells the rate from the key where it is answered with %i',
    async (rate_limit_status) => {
      const config = { limits: { scale: 1 }, shelly: { ...baseConfig().shelly, rate_limit_status } };
      await using cloud = await withShelly({ config });
      const { switchState } = cloud.adapter.operations;
      expect(await cloud.run(switchState, PLUG)).toHaveProperty('readings');
      expect(await cloud.run(switchState, PLUG)).toMatchObject({ vendorCode: 'shelly.rate_limited' });
    },
  );
});
