import { randomBytes } from 'node:crypto';
import { Mode } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { CONTENT_TYPE } from '@cloudx3/tls13';
import type { TrafficKeys } from '@cloudx3/tls13';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testTls } from '../test-support/certificates.ts';
import type { TestTls } from '../test-support/certificates.ts';
import { GOOD_RESPONSE } from '../test-support/fixture.ts';
import { KEY_UPDATE, ProxyDriver } from '../test-support/proxy-driver.ts';
import { RawProver } from '../test-support/raw-prover.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestNotary } from '../test-support/test-notary.ts';
import { startTestVendor } from '../test-support/vendor.ts';
import type { TestVendor } from '../test-support/vendor.ts';

// A prover that deviates from rules PRX-3 to PRX-8 in one way at a time, against a genuine TLS 1.3 server.

let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;

beforeAll(async () => {
  tls = await testTls();
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE);
  notary = await startTestNotary({ limits: { proxy: { onlineTimeoutMs: 2_000 } } }, { vendorCa: tls.ca.pem });
  notary.registry.publish(vendor.operation);
});
afterAll(async () => {
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});
const drivers: ProxyDriver[] = [];
afterEach(() => {
  for (const { raw } of drivers.splice(0)) raw.close();
});

async function open(): Promise<ProxyDriver> {
  const driver = await ProxyDriver.open({
    url: notary.notary.url,
    tlsCa: notary.tlsCa,
    vendorCa: tls.ca.pem,
    operation: vendor.operation,
  });
  drivers.push(driver);
  return driver;
}

interface Deviation {
  /** Records in place of the honest five. */
  readonly records?: (driver: ProxyDriver) => readonly Uint8Array[];
  /** Keys in place of the genuine ones, committed to and opened. */
  readonly keys?: (driver: ProxyDriver) => RecordKey[];
  /** What is shown in place of what was committed to. */
  readonly shown?: (keys: RecordKey[]) => RecordKey[];
}

/** An honest session but for the deviation; how it ended. */
async function run({ records, keys, shown }: Deviation = {}): Promise<string> {
  const driver = await open();
  await driver.handshake();
  const committed = keys?.(driver) ?? driver.keys();
  driver.send(driver.finished);
  driver.commit(committed);
  driver.send(...(records?.(driver) ?? driver.records()));
  if (await driver.sealed()) driver.show(shown?.(committed) ?? committed);
  return driver.outcome();
}

const other = (): TrafficKeys => ({
  key: Uint8Array.from(randomBytes(32)),
  iv: Uint8Array.from(randomBytes(12)),
});

describe('a prover that keeps to the rules', () => {
  it('is attested', async () => {
    expect(await run()).toBe('attested');
  });
});

describe('a prover whose records deviate (PRX-5, PRX-8)', () => {
  const deviations: readonly (readonly [string, string, (driver: ProxyDriver) => readonly Uint8Array[]])[] = [
    [
      'sends one record more',
      'proxy.record_extra',
      (d) => [
        ...d.records(),
        d.record({ epoch: 2, sequence: 1, content: Buffer.from('GET / HTTP/1.1\r\n\r\n') }),
      ],
    ],
    [
      'sends a second request in the last record',
      'proxy.record_length',
      (d) =>
        d
          .records()
          .with(4, d.record({ epoch: 2, sequence: 0, content: Buffer.concat([d.parts[2], d.request]) })),
    ],
    ['skips the hole', 'proxy.record_length', (d) => d.records().toSpliced(2, 1)],
    [
      'sends an empty record',
      'proxy.record_length',
      (d) => d.records().toSpliced(0, 0, d.record({ epoch: 0, sequence: 0, content: new Uint8Array(0) })),
    ],
    [
      'splits a segment',
      'proxy.record_length',
      (d) => [
        d.record({ epoch: 0, sequence: 0, content: d.parts[0].subarray(0, 9) }),
        d.record({ epoch: 0, sequence: 1, content: d.parts[0].subarray(9) }),
      ],
    ],
    [
      'sends a longer hole',
      'proxy.record_length',
      (d) =>
        d
          .records()
          .with(
            2,
            d.record({ epoch: 1, sequence: 0, content: Buffer.concat([d.parts[1], Buffer.from('1')]) }),
          ),
    ],
    [
      'sends a shorter hole',
      'proxy.record_length',
      (d) => d.records().with(2, d.record({ epoch: 1, sequence: 0, content: d.parts[1].subarray(1) })),
    ],
    [
      'sends the request in one epoch',
      'proxy.record_length',
      (d) => [d.record({ epoch: 0, sequence: 0, content: d.request })],
    ],
    [
      'sends a KeyUpdate first',
      'proxy.record_length',
      (d) => [
        d.record({ epoch: 0, sequence: 0, content: KEY_UPDATE, type: CONTENT_TYPE.handshake }),
        ...d.records(),
      ],
    ],
    ['sends a record in the clear', 'proxy.record_type', () => [Uint8Array.of(22, 3, 3, 0, 4, 1, 0, 0, 0)]],
    ['sends a ChangeCipherSpec', 'proxy.record_type', () => [Uint8Array.of(20, 3, 3, 0, 1, 1)]],
    ['sends an oversized record', 'tls.record.overflow', () => [Uint8Array.of(23, 3, 3, 0x48, 0x01)]],
    ['sends what is no record', 'tls.record.type', () => [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
  ];
  it.each(deviations)('%s: %s', async (_what, code, records) => {
    expect(await run({ records })).toBe(code);
  });

  it('stops before the end of its request', async () => {
    // The server waits for the rest, and so does the notary, until the deadline.
    expect(await run({ records: (d) => d.records().slice(0, 4) })).toBe('deadline.online');
  });

  // Each of these passes the gate, since its length is as planned; the server is what answers, or hangs up.
  const sameLength: readonly (readonly [
    string,
    readonly string[],
    (driver: ProxyDriver) => readonly Uint8Array[],
  ])[] = [
    [
      'pads the first segment',
      ['proxy.padding'],
      (d) =>
        d
          .records()
          .with(0, d.record({ epoch: 0, sequence: 0, content: d.parts[0].subarray(0, -1), padding: 1 })),
    ],
    [
      'changes a byte of the request',
      ['request.different'],
      (d) =>
        d.records().with(
          0,
          d.record({
            epoch: 0,
            sequence: 0,
            content: Buffer.from(
              Buffer.from(d.parts[0]).toString('latin1').replace('unit=W', 'unit=K'),
              'latin1',
            ),
          }),
        ),
    ],
    [
      'changes the host',
      ['request.different'],
      (d) =>
        d.records().with(
          0,
          d.record({
            epoch: 0,
            sequence: 0,
            content: Buffer.from(
              Buffer.from(d.parts[0]).toString('latin1').replace('host: vendor', 'host: evil00'),
              'latin1',
            ),
          }),
        ),
    ],
    [
      'changes what follows the hole',
      ['request.different'],
      (d) =>
        d.records().with(
          4,
          d.record({
            epoch: 2,
            sequence: 0,
            content: Buffer.from(
              Buffer.from(d.parts[2]).toString('latin1').replace('cloudx3', 'cloudx4'),
              'latin1',
            ),
          }),
        ),
    ],
    [
      'sends another message for the KeyUpdate',
      ['proxy.key_update', 'proxy.unfinished', 'deadline.online'],
      (d) =>
        d.records().with(
          1,
          d.record({
            epoch: 0,
            sequence: 1,
            content: Uint8Array.of(24, 0, 0, 1, 1),
            type: CONTENT_TYPE.handshake,
          }),
        ),
    ],
    [
      'sends an alert for the last record',
      ['proxy.record_type', 'proxy.server_gone', 'deadline.online'],
      (d) =>
        d.records().with(
          4,
          d.record({
            epoch: 2,
            sequence: 0,
            content: new Uint8Array(d.parts[2].length),
            type: CONTENT_TYPE.alert,
          }),
        ),
    ],
  ];
  it.each(sameLength)('%s', async (_what, codes, records) => {
    expect(codes).toContain(await run({ records }));
  });

  it('hides five bytes more in place of the KeyUpdate that ends the hidden epoch', async () => {
    const outcome = await run({
      records: (d) => {
        const [first, update] = d.records();
        const hidden = d.client.epochKeys('client', 1);
        const more = Buffer.from('99999');
        return [
          first,
          update,
          d.record({ epoch: 1, sequence: 0, content: d.parts[1] }),
          d.record({ epoch: 1, sequence: 1, content: more }),
          // Still the hidden epoch for the server, so the request is whole and it answers.
          d.record({ epoch: 1, sequence: 2, content: d.parts[2], keys: hidden }),
        ];
      },
      keys: (d) => {
        const { key, iv } = d.client.epochKeys('client', 1);
        const shifted = Uint8Array.from(iv);
        shifted[11] = shifted[11]! ^ 2;
        return d.keys({ 2: { key, iv: shifted } });
      },
    });
    expect(outcome).toBe('proxy.key_update_missing');
  });
});

describe('a prover whose keys deviate (PRX-4, PRX-7)', () => {
  it.each<[string, string, Deviation]>([
    [
      'opens another key than it committed to',
      'proxy.opening',
      {
        shown: (keys) =>
          keys.map((key, i) => (i === 0 ? { ...key, key: other().key.subarray(0, key.key.length) } : key)),
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
    expect(await run(deviation)).toBe(code);
  });

  it('commits with handshake secrets that are not those of the session', async () => {
    const driver = await open();
    await driver.handshake();
    driver.send(driver.finished);
    const wrong = Uint8Array.from(randomBytes(driver.client.handshakeSecrets.client.length));
    driver.commit(driver.keys(), { client: wrong, server: wrong });
    expect(await driver.outcome()).toBe('tls.audit.secrets');
  });
});

describe('a prover that says things out of their turn', () => {
  it('application data before the commitment', async () => {
    const driver = await open();
    await driver.handshake();
    driver.send(driver.finished, ...driver.records());
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('proxy.early_data');
  });

  it('commits before the handshake', async () => {
    const driver = await open();
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
    const driver = await open();
    await driver.handshake();
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('tls.audit.incomplete');
  });

  it('commits twice', async () => {
    const driver = await open();
    await driver.handshake();
    driver.send(driver.finished);
    driver.commit(driver.keys());
    driver.commit(driver.keys());
    expect(await driver.outcome()).toBe('session.unexpected');
  });

  it('opens before the seal', async () => {
    const driver = await open();
    await driver.handshake();
    const keys = driver.keys();
    driver.send(driver.finished);
    driver.commit(keys);
    driver.show(keys);
    expect(await driver.outcome()).toBe('session.unexpected');
  });

  it('finishes before the request is sent', async () => {
    const driver = await open();
    await driver.handshake();
    driver.send(driver.finished);
    driver.commit(driver.keys());
    driver.send(...driver.records().slice(0, 2));
    driver.finish();
    expect(['proxy.unfinished', 'session.unexpected']).toContain(await driver.outcome());
  });

  it('finishes before the server has closed, so that nobody sees what follows the response', async () => {
    const { answer } = vendor;
    vendor.answer = (socket) => socket.write(GOOD_RESPONSE);
    try {
      const driver = await open();
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
    const raw = await RawProver.connect(notary.notary.url, notary.tlsCa);
    await raw.grant({ mode: Mode.PROXY, operationId: vendor.operation.id });
    raw.mpc(Uint8Array.of(22, 3, 1, 0, 4, 1, 0, 0, 0));
    expect(await raw.refusal()).toBe('session.early_exchange');
    raw.close();
  });

  it.each([
    { case: 'commitment', value: {} },
    { case: 'finish', value: {} },
    { case: 'opening', value: {} },
  ] as const)('says $case in MPC mode', async (kind) => {
    const raw = await RawProver.connect(notary.notary.url, notary.tlsCa);
    const { sessionId } = await raw.grant();
    raw.bind(sessionId);
    raw.control({ kind });
    expect(await raw.refusal()).toBe('session.unexpected');
    raw.close();
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
    const driver = await open();
    await until(driver);
    expect(await driver.outcome()).toBe('deadline.online');
  });
});

describe('after all that', () => {
  it('nothing is left of the sessions', async () => {
    for (const { raw } of drivers.splice(0)) raw.close();
    await expect.poll(() => notary.notary.health().sessions).toBe(0);
  });
});
