import { HoleAssurance, KeyBinding, Mode } from '@cloudx3/proto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { GOOD_RESPONSE, SECRETS } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { startTestVendor } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// Whole notarizations in PROXY mode: a notary on TLS, and a genuine TLS 1.3 server.

let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;

beforeAll(async () => {
  tls = await testTls();
});
beforeEach(async () => {
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE);
  notary = await startTestNotary({}, { vendorCa: tls.ca.pem });
  notary.registry.publish(vendor.operation);
});
afterEach(async () => {
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

describe('a notarization in PROXY mode', () => {
  it('proves what a TLS 1.3 server said, without showing the credential', async () => {
    const { attestation, warm } = await notarizeOnce({
      url: notary.notary.url,
      tlsCa: notary.tlsCa,
      vendorCa: tls.ca.pem,
      operation: vendor.operation,
    });
    const { body } = attestation.attestation;
    expect(warm).toBe(false);
    expect(body).toMatchObject({ mode: Mode.PROXY, customCa: true });
    expect(body.path).toMatchObject({
      resolvedAddress: '127.0.0.1',
      tlsVersion: 0x0304,
      // Node's server has an order of its own.
      cipherSuite: 0x1302,
      keyBinding: KeyBinding.RECORD,
      holeAssurance: HoleAssurance.LENGTH,
    });
    expect(body.path?.segmentLengths[1]).toBe(24);
    expect(vendor.seen()).toContain(SECRETS.api_key);
    expect(notary.logs()).not.toContain(SECRETS.api_key);
  });
});
