import { Mode } from '@cloudx3/proto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import { GOOD_RESPONSE } from '../../test-support/fixture.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start();
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

describe('a prover that says things out of their turn', () => {
  it('application data before the commitment', async () => {
    const driver = await stage.open();
    await driver.handshake();
    driver.send(driver.finished, ...driver.records());
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('proxy.early_data');
  });

  it('commits before the handshake', async () => {
    const driver = await stage.open();
    const secrets = { client: new Uint8Array(32), server: new Uint8Array(32) };
    driver.raw.control({
      kind: {
        case: 'commitment',
        value: {
          clientHandshakeSecret: secrets.client,
          serverHandshakeSecret: secrets.server,
          recordKeys: [new Uint8Array(32), new Uint8Array(32), new Uint8Array(32)],
        },
      },
    });
    expect(await driver.outcome()).toMatch(/^tls\./);
  });

  it('commits without its Finished', async () => {
    const driver = await stage.open();
    await driver.handshake();
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('tls.audit.incomplete');
  });

  it('commits twice', async () => {
    const driver = await stage.open();
    await driver.handshake();
    driver.send(driver.finished);
    driver.commit(driver.keys());
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('session.unexpected');
  });

  it('opens before the seal', async () => {
    const driver = await stage.open();
    await driver.handshake();
    const keys = driver.keys();
    driver.send(driver.finished);
    driver.commit(keys);
    driver.show(keys);
    expect(await driver.outcome()).toBe('session.unexpected');
  });

  it('finishes before the server is checked', async () => {
    const driver = await stage.open();
    await driver.handshake();
    driver.finish();
    expect(await driver.outcome()).toBe('session.unexpected');
  });

  it('finishes before the server has closed, so that nobody sees what follows the response', async () => {
    const { vendor } = stage;
    const { answer } = vendor;
    vendor.answer = (socket) => socket.write(GOOD_RESPONSE);
    try {
      const driver = await stage.open();
      await driver.handshake();
      const keys = driver.keys();
      driver.send(driver.finished);
      driver.commit(keys);
      driver.send(...driver.records());
      await expect.poll(() => driver.response).toBe(GOOD_RESPONSE.toString());
      driver.finish();
      expect(await driver.sealed()).toBe(true);
      driver.show(keys);
      expect(await driver.outcome()).toBe('proxy.not_closed');
    } finally {
      vendor.answer = answer;
    }
  });

  it('sends TLS bytes before it binds', async () => {
    const raw = await stage.connect();
    await raw.grant({ mode: Mode.PROXY, operationId: stage.vendor.operation.id });
    raw.stream(Uint8Array.of(22, 3, 1, 0, 4, 1, 0, 0, 0));
    expect(await raw.refusal()).toBe('session.early_exchange');
  });

  it.each([
    { case: 'commitment', value: {} },
    { case: 'finish', value: {} },
    { case: 'opening', value: {} },
  ] as const)('says $case in MPC mode', async (kind) => {
    const raw = await stage.connect();
    const { sessionId } = await raw.grant();
    raw.bind(sessionId);
    raw.control({ kind });
    expect(await raw.refusal()).toBe('session.unexpected');
  });
});

describe('a prover that is silent', () => {
  it.each<[string, (driver: ProxyDriver) => Promise<void>]>([
    ['after the bind', () => Promise.resolve()],
    ['after the handshake', (d) => d.handshake()],
    [
      'after the commitment',
      async (d) => {
        await d.handshake();
        d.send(d.finished);
        d.commit(d.keys());
      },
    ],
    [
      'after the seal',
      async (d) => {
        await d.handshake();
        d.send(d.finished);
        d.commit(d.keys());
        d.send(...d.records());
        await d.sealed();
      },
    ],
  ])('%s', async (_when, until) => {
    const driver = await stage.open();
    await until(driver);
    expect(await driver.outcome()).toBe('deadline.online');
  });
});

describe('after all that', () => {
  it('nothing is left of the sessions', async () => {
    stage.hangUp();
    await expect.poll(() => stage.notary.notary.health().sessions).toBe(0);
  });
});
