import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { RecordReader } from '@cloudx3/tls13';
import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../session/error.ts';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { GOOD_RESPONSE } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { ProxyDriver } from '../../test-support/proxy-driver.ts';
import { RawProver } from '../../test-support/raw-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { VENDOR_NAME, startTestVendor, vendorOperation } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// PRX-10. That genuine Mbed TLS ends this way is what `npm run interop` shows.

const CODE = 'proxy.key_update_refused';
const APPLICATION_DATA = 23;
/** A handshake record in the clear, which has no place after a handshake: OpenSSL answers with the alert unexpected_message. */
const MISPLACED = Buffer.from('160303000418000001', 'hex');
/** A record that opens under no key: OpenSSL answers with the alert bad_record_mac. */
const NOISE = Buffer.concat([Buffer.from('1703030020', 'hex'), Buffer.alloc(32, 7)]);
let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;
const open: AsyncDisposable[] = [];

beforeAll(async () => {
  tls = await testTls();
});
beforeEach(async () => {
  const { ca } = tls;
  vendor = await startTestVendor(ca, GOOD_RESPONSE);
  notary = await startTestNotary({}, { vendorCa: ca.pem });
  open.push(vendor, notary);
});
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** How a notarization ends, by the prover's word. */
async function failureOf(operation: CheckedOperation): Promise<NotaryError | 'attested'> {
  notary.registry.publish(operation);
  const { tlsCa } = notary;
  const { url } = notary.notary;
  const request = operation.message.holes.length > 0 ? {} : { params: {}, secrets: {} };
  try {
    await notarizeOnce({ url, tlsCa, vendorCa: tls.ca.pem, operation, request });
    return 'attested';
  } catch (error) {
    expect(error).toBeInstanceOf(NotaryError);
    return error as NotaryError;
  }
}

/** A way to the vendor on which the request is replaced by these bytes; what the client sends before it, Finished included, passes. */
async function startReplacing(request: Buffer): Promise<number> {
  const server = createServer((client) => {
    const target = connect({ port: vendor.port, host: '127.0.0.1' });
    const reader = new RecordReader();
    let encrypted = 0;
    for (const socket of [client, target]) socket.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      for (let record = reader.next(); record !== undefined; record = reader.next()) {
        if (record.type === APPLICATION_DATA) encrypted += 1;
        if (encrypted < 2) target.write(Buffer.concat([record.header, record.payload]));
        else if (encrypted++ === 2) target.write(request);
      }
    });
    target.on('data', (chunk) => client.write(chunk));
    target.on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  });
  return (server.address() as AddressInfo).port;
}

describe('PRX-10: a server that refuses a KeyUpdate', () => {
  it.each<[string, (vendor: TestVendor) => void]>([
    ['a close_notify', (v) => (v.answer = (socket) => socket.end())],
    ['the end of its TCP stream', (v) => (v.answer = (socket) => socket.destroy())],
  ])('ends the session with %s in place of an answer', async (_what, behave) => {
    behave(vendor);
    const error = await failureOf(vendor.operation);
    expect(error).toMatchObject({ code: CODE, message: expect.stringContaining('MPC') as string });
  });

  it.each([
    ['unexpected_message', MISPLACED],
    ['bad_record_mac', NOISE],
  ])('answers with the alert %s', async (alert, bytes) => {
    const error = await failureOf(vendorOperation(await startReplacing(bytes)));
    expect(error).toMatchObject({ code: CODE, cause: { code: `tls.alert.${alert}` } });
  });

  it('is another thing than one that breaks off its answer', async () => {
    vendor.answer = (socket) => socket.end('H');
    expect(await failureOf(vendor.operation)).toMatchObject({ code: 'response.truncated' });
  });

  it('is another thing than one that does not answer a request without a hole', async () => {
    vendor.answer = (socket) => socket.end();
    const plain = defineOperation({
      kind: 'read',
      name: 'vendor/public',
      server: { name: VENDOR_NAME, port: vendor.port },
      method: 'GET',
      target: '/',
      readings: { power: { unit: 'W', path: ['power'] } },
      maxRequestBytes: 512,
      maxResponseBytes: 1_024,
    });
    expect(await failureOf(plain)).toMatchObject({ code: 'response.truncated' });
  });

  it('is told by the notary too, where the prover opens such a session', async () => {
    vendor.answer = (socket) => socket.end();
    notary.registry.publish(vendor.operation);
    const { ca } = tls;
    const driver = await ProxyDriver.open(await RawProver.connect(notary.notary.url, notary.tlsCa), {
      vendorCa: ca.pem,
      operation: vendor.operation,
    });
    const keys = await driver.untilSealed();
    driver.show(keys);
    expect(await driver.outcome()).toBe(CODE);
    driver.raw.close();
  });
});
