import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GOOD_RESPONSE } from '../../test-support/fixture.ts';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';

let stage: HostileStage;
let answer: HostileStage['vendor']['answer'];
beforeAll(async () => {
  stage = await HostileStage.start();
  ({ answer } = stage.vendor);
});
afterEach(() => {
  stage.hangUp();
  stage.vendor.answer = answer;
});
afterAll(() => stage[Symbol.asyncDispose]());

/** A session whose server the notary has checked, so that it waits for the request. */
async function online(): Promise<ProxyDriver> {
  const { vendor } = stage;
  const handshakes = vendor.handshakes();
  const driver = await stage.open();
  await driver.handshake();
  driver.send(driver.finished);
  driver.commit(driver.keys());
  await expect.poll(vendor.handshakes).toBe(handshakes + 1);
  return driver;
}

describe('PRX-6: a carried session', () => {
  it('is sealed when the server has closed its side, without a word of the prover', async () => {
    const driver = await stage.open();
    const keys = await driver.untilSealed();
    driver.show(keys);
    expect(await driver.outcome()).toBe('attested');
  });

  it('is sealed by the word of the prover, and then the notary closes its socket', async () => {
    const { vendor } = stage;
    vendor.answer = (socket) => socket.write(GOOD_RESPONSE);
    const driver = await online();
    driver.send(...driver.records());
    await expect.poll(() => driver.response).toBe(GOOD_RESPONSE.toString());
    expect(vendor.connections()).toBe(1);
    driver.finish();
    expect(await driver.sealed()).toBe(true);
    await expect.poll(vendor.connections).toBe(0);
  });

  it.each([1, 2, 4])('is not sealed by the word of a prover that sent %i of five records', async (sent) => {
    const driver = await online();
    driver.send(...driver.records().slice(0, sent));
    driver.finish();
    expect(await driver.sealed()).toBe(false);
    expect(await driver.outcome()).toBe('proxy.unfinished');
  });

  it('is not sealed by a server that closes before the whole request has passed', async () => {
    const driver = await online();
    const [before] = driver.parts;
    // As long as the segment that belongs there, so that it passes, and a whole request to the server.
    const early = Buffer.from('GET / HTTP/1.1\r\n\r\n'.padEnd(before.length, 'x'));
    driver.send(driver.record({ epoch: 0, sequence: 0, content: early }));
    expect(await driver.sealed()).toBe(false);
    expect(await driver.outcome()).toBe('proxy.unfinished');
  });

  it('takes nothing more from the prover once it is sealed', async () => {
    const driver = await stage.open();
    const keys = await driver.untilSealed();
    driver.send(driver.record({ epoch: 2, sequence: 1, content: Buffer.from('more') }));
    driver.finish();
    driver.show(keys);
    expect(await driver.outcome()).toBe('attested');
    expect(stage.vendor.seen()).not.toContain('more');
  });
});
