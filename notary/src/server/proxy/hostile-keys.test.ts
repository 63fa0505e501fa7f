import { randomBytes } from 'node:crypto';
import { disclosedEpochs, suiteOf } from '@cloudx3/tls13';
import { nextSecret } from '@cloudx3/tls13/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage, otherBytes } from '../../test-support/hostile-stage.ts';

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
        shown: (keys) => keys.map((key, i) => (i === 0 ? { ...key, key: otherBytes(key.key.length) } : key)),
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
      { keys: (d) => d.keys({ 0: d.client.clientKeys(4) }) },
    ],
    [
      'opens the end of the request with the key of the hidden epoch',
      'proxy.record_open',
      { keys: (d) => d.keys({ 2: d.client.clientKeys(1) }) },
    ],
    [
      'opens the response with another secret',
      'proxy.response_open',
      { keys: (d) => d.keys({ server: { secret: otherBytes(d.client.serverSecret.length) } }) },
    ],
    [
      'opens the response with the secret of the server’s handshake',
      'proxy.response_open',
      { keys: (d) => d.keys({ server: { secret: d.client.handshakeSecrets.server } }) },
    ],
    [
      // HMAC fills a key up with zeros, so that this one gives the genuine keys.
      'opens the response with its secret and a zero behind it',
      'proxy.opening',
      {
        keys: (d) => d.keys({ server: { secret: Buffer.concat([d.client.serverSecret, Buffer.alloc(1)]) } }),
      },
    ],
    [
      'opens the response with a secret of the other hash’s length',
      'proxy.opening',
      { keys: (d) => d.keys({ server: { secret: d.client.serverSecret.slice(0, 32) } }) },
    ],
    [
      'opens the response with key and IV',
      'proxy.opening',
      {
        keys: (d) => d.keys({ server: disclosedEpochs(d.client.suite, d.client.serverSecret).at(0) }),
      },
    ],
    [
      'opens the response with its secret, and key and IV besides',
      'proxy.opening',
      {
        keys: (d) =>
          d.keys({
            server: {
              secret: d.client.serverSecret,
              ...disclosedEpochs(d.client.suite, d.client.serverSecret).at(0),
            },
          }),
      },
    ],
    [
      'opens the request with a secret besides its key',
      'proxy.opening',
      { keys: (d) => d.keys({ 2: { ...d.client.clientKeys(2), secret: otherBytes(48) } }) },
    ],
    [
      'opens the request with a secret',
      'proxy.opening',
      { keys: (d) => d.keys({ 0: { secret: otherBytes(48) } }) },
    ],
    [
      'opens the secret of the server’s second epoch as that of its first',
      'proxy.response_open',
      {
        keys: (d) =>
          d.keys({ server: { secret: nextSecret(suiteOf(d.client.suite)!, d.client.serverSecret) } }),
      },
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
