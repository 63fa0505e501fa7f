import { HoleAssurance, KeyBinding, Mode } from '@cloudx3/proto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProxyNotarizer } from '../prover/proxy-notarizer.ts';
import type { Notarizer, NotarizeRequest } from '../prover/ports.ts';
import { testTls } from '../test-support/certificates.ts';
import type { TestTls } from '../test-support/certificates.ts';
import {
  GOOD_RESPONSE,
  NETWORK,
  PARAMS,
  SECRETS,
  notaryKey,
  proverKey,
  roundContext,
} from '../test-support/fixture.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestNotary } from '../test-support/test-notary.ts';
import { startTestVendor } from '../test-support/vendor.ts';
import type { TestVendor } from '../test-support/vendor.ts';

// Whole notarizations in PROXY mode: a notary on TLS, and a genuine TLS 1.3 server.

const signal = new AbortController().signal;
let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;
let notarizer: Notarizer;

beforeAll(async () => {
  tls = await testTls();
});
beforeEach(async () => {
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE);
  notary = await startTestNotary({}, { vendorCa: tls.ca.pem });
  notary.registry.publish(vendor.operation);
  notarizer = createProxyNotarizer({
    network: NETWORK,
    prover: proverKey,
    tlsCa: notary.tlsCa,
    customCaPem: tls.ca.pem,
  });
});
afterEach(async () => {
  await notarizer.close();
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

function request(changes: Partial<NotarizeRequest> = {}): NotarizeRequest {
  return {
    notary: { url: notary.notary.url, pubkey: notaryKey.pubkey },
    operation: vendor.operation,
    params: PARAMS,
    secrets: SECRETS,
    subject: '',
    context: roundContext(),
    ...changes,
  };
}

describe('a notarization in PROXY mode', () => {
  it('proves what a TLS 1.3 server said, without showing the credential', async () => {
    const { attestation, warm } = await notarizer.notarize(request(), signal);
    const { body } = attestation.attestation;
    expect(warm).toBe(false);
    expect(body).toMatchObject({ mode: Mode.PROXY, customCa: true });
    expect(body.path).toMatchObject({
      resolvedAddress: '127.0.0.1',
      tlsVersion: 0x0304,
      // Node's server has an order of its own.
      cipherSuite: 0x1302,
      keyBinding: KeyBinding.TICKET,
      holeAssurance: HoleAssurance.LENGTH,
    });
    expect(body.path?.segmentLengths[1]).toBe(24);
    expect(vendor.seen()).toContain(SECRETS.api_key);
    expect(notary.logs()).not.toContain(SECRETS.api_key);
  });
});
