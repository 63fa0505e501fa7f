import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import { otherKeys } from '../../test-support/hostile-stage.ts';
import type { Deviation } from '../../test-support/hostile-stage.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start();
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

describe('a prover whose keys deviate (PRX-4, PRX-7)', () => {
  it.each<[string, string, Deviation]>([
    [
      'opens another key than it committed to',
      'proxy.opening',
      {
        shown: (keys) =>
          keys.map((key, i) =>
            i === 0 ? { ...key, key: otherKeys().key.subarray(0, key.key.length) } : key,
          ),
      },
    ],
    [
      'opens with another salt',
      'proxy.opening',
      { shown: (keys) => keys.map((key) => ({ ...key, salt: new Uint8Array(32) })) },
    ],
    ['opens in another order', 'proxy.opening', { shown: (keys) => keys.toReversed() }],
    ['opens too few', 'proxy.opening', { shown: (keys) => keys.slice(1) }],
    ['opens too many', 'proxy.opening', { shown: (keys) => [...keys, keys[0]!] }],
    [
      'commits for another session',
      'proxy.opening',
      { keys: (d) => d.keys().map((key) => ({ ...key, sessionId: new Uint8Array(16) })) },
    ],
    [
      'commits for another epoch',
      'proxy.opening',
      { keys: (d) => d.keys().map((key) => (key.epoch === 2 ? { ...key, epoch: 1 } : key)) },
    ],
    [
      'opens the request with another key',
      'proxy.record_open',
      { keys: (d) => d.keys({ 0: d.client.epochKeys('client', 4) }) },
    ],
    [
      'opens the end of the request with the key of the hidden epoch',
      'proxy.record_open',
      { keys: (d) => d.keys({ 2: d.client.epochKeys('client', 1) }) },
    ],
    [
      'opens the response with another key',
      'proxy.response_open',
      { keys: (d) => d.keys({ server: d.client.epochKeys('server', 1) }) },
    ],
    [
      'opens with a key of another size',
      'proxy.record_open',
      { keys: (d) => d.keys({ 0: { key: new Uint8Array(5), iv: new Uint8Array(1) } }) },
    ],
    ['commits to too few keys', 'proxy.commitment', { keys: (d) => d.keys().slice(1) }],
    ['commits to too many keys', 'proxy.commitment', { keys: (d) => [...d.keys(), ...d.keys()] }],
  ])('%s', async (_what, code, deviation) => {
    expect(await stage.run(deviation)).toBe(code);
  });

  it('commits with handshake secrets that are not those of the session', async () => {
    const driver = await stage.open();
    await driver.handshake();
    driver.send(driver.finished);
    const wrong = Uint8Array.from(randomBytes(driver.client.handshakeSecrets.client.length));
    driver.commit(driver.keys(), { client: wrong, server: wrong });
    expect(await driver.outcome()).toBe('tls.audit.secrets');
  });
});
