import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { httpResponse } from '../../test-support/fixture.ts';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';

// Attacks A3, A6 and A15: what belongs to one session is of no use in another, and a hole holds the credential or gets no answer.

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start();
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

/** A session that was attested, with everything that its prover said. */
async function attested() {
  const driver = await stage.open();
  const hello = driver.client.start();
  const said = { driver, hello };
  driver.raw.stream(hello);
  await expect.poll(() => driver.finished.length).toBeGreaterThan(0);
  const keys = driver.keys();
  const records = driver.records();
  driver.send(driver.finished);
  driver.commit(keys);
  driver.send(...records);
  expect(await driver.sealed()).toBe(true);
  driver.show(keys);
  expect(await driver.outcome()).toBe('attested');
  return { ...said, keys, records, finished: driver.finished };
}

async function shaken(): Promise<ProxyDriver> {
  const driver = await stage.open();
  await driver.handshake();
  return driver;
}

describe('a prover that has another session at hand', () => {
  it('replays the whole of it', async () => {
    const { driver: first, hello, keys, records, finished } = await attested();
    const driver = await stage.open();
    // The server's random is fresh, so its keys are; this client cannot follow and says nothing itself.
    driver.raw.onBytes = () => undefined;
    driver.raw.stream(hello);
    await expect.poll(() => stage.notary.notary.health().sessions).toBe(1);
    driver.send(finished);
    await driver.raw.next();
    driver.commit(keys, first.client.handshakeSecrets);
    driver.send(...records);
    expect(['tls.audit.secrets', 'tls.audit.incomplete']).toContain(await driver.outcome());
  });

  it('sends the records of it', async () => {
    const { records } = await attested();
    const driver = await shaken();
    const keys = driver.keys();
    driver.send(driver.finished);
    driver.commit(keys);
    driver.send(...records);
    if (await driver.sealed()) driver.show(keys);
    // A server may answer records that it cannot read with an alert, or with nothing at all.
    expect(['proxy.record_open', 'deadline.online']).toContain(await driver.outcome());
  });

  it('opens this one with the keys of it', async () => {
    const other = await attested();
    const driver = await shaken();
    driver.send(driver.finished);
    driver.commit(driver.keys());
    driver.send(...driver.records());
    expect(await driver.sealed()).toBe(true);
    driver.show(other.keys);
    expect(await driver.outcome()).toBe('proxy.opening');
  });

  it('commits to the secret of its response', async () => {
    const other = await attested();
    const driver = await shaken();
    const keys = driver.keys({ server: { secret: other.driver.client.serverSecret } });
    driver.send(driver.finished);
    driver.commit(keys);
    driver.send(...driver.records());
    expect(await driver.sealed()).toBe(true);
    driver.show(keys);
    expect(await driver.outcome()).toBe('proxy.response_open');
  });

  it('hands the response of it to the notary', async () => {
    const other = await attested();
    const answer = other.driver.response;
    const driver = await shaken();
    const keys = driver.keys();
    driver.send(driver.finished);
    driver.commit(keys);
    const forged = driver.record({ epoch: 0, sequence: 1, content: Buffer.from(answer) });
    driver.send(...driver.records(), forged);
    expect(await driver.outcome()).toBe('proxy.record_extra');
  });
});

describe('a prover that puts something else into the hole', () => {
  const key = (request: string): string | undefined =>
    /^authorization: Bearer (\w{24})\r$/m.exec(request)?.[1];

  it.each([
    ['lines of a header', 'x\r\nx-admin: 1\r\ny: 012345'],
    ['the end of the head, and a body', 'x\r\n\r\n{"power":"9999990"}'],
    ['another request', 'x\r\n\r\nGET / HTTP/1.1\r\n\r\n1'],
    ['a wrong key', '0'.repeat(24)],
  ])('%s: the server refuses, and nothing is attested', async (_what, hidden) => {
    const { vendor } = stage;
    const { answer } = vendor;
    vendor.answer = (socket, request) => {
      const isKnown = key(request) === 'CanaryCredential00112233';
      socket.end(httpResponse('{"ok":false}', isKnown ? '200 OK' : '401 Unauthorized'));
    };
    try {
      expect(hidden.length).toBe(24);
      const outcome = await stage.run({
        records: (d) =>
          d.records().with(2, d.record({ epoch: 1, sequence: 0, content: Buffer.from(hidden, 'latin1') })),
      });
      expect(outcome).toBe('vendor.unauthorized');
    } finally {
      vendor.answer = answer;
    }
  });
});
