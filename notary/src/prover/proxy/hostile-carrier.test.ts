import { Mode, NotaryMessageSchema, create, encode } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import { attestationId } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../session/frames.ts';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { CANARY, GOOD_RESPONSE, notaryKey, roundContext } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { changing, startHostileNotary } from '../../test-support/hostile-notary.ts';
import type { HostileNotary, Tampering } from '../../test-support/hostile-notary.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { startTestVendor } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// Attack A19: a notary that alters what it carries, or signs something else than what passed, convinces no prover and learns no credential.

let tls: TestTls;
let vendor: TestVendor;
let genuine: TestNotary;
let notary: HostileNotary;

beforeAll(async () => {
  tls = await testTls();
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE);
  genuine = await startTestNotary(
    { limits: { proxy: { onlineTimeoutMs: 1_500 } } },
    { vendorCa: tls.ca.pem },
  );
  genuine.registry.publish(vendor.operation);
  notary = await startHostileNotary(genuine.notary.url, { ...tls, ca: { ...tls.ca, pem: genuine.tlsCa } });
});
afterAll(async () => {
  await notary[Symbol.asyncDispose]();
  await genuine[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

async function notarize(tampering: Tampering): Promise<string> {
  notary.tampering = tampering;
  try {
    await notarizeOnce({
      url: notary.url,
      tlsCa: tls.ca.pem,
      vendorCa: tls.ca.pem,
      operation: vendor.operation,
      request: { subject: 'cx31device' },
      options: { pool: { size: 0 }, deadlines: { resultMs: 1_000 } },
    });
    return 'attested';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Does something to the stream's frame of this number, counted in one direction. */
function streamFrame(number: number, change: (bytes: Uint8Array) => readonly Uint8Array[]) {
  let count = 0;
  return (frame: Frame): readonly Frame[] => {
    if (frame.kind !== 'stream' || count++ !== number) return [frame];
    return change(frame.bytes).map((bytes) => ({ kind: 'stream', bytes }));
  };
}

const flipped = (bytes: Uint8Array): Uint8Array[] => {
  const changed = Uint8Array.from(bytes);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  return [changed];
};

/** Signs a changed statement with the notary's own key: it is the notary that lies. */
function stating(change: (body: AttestationBody) => void): Tampering {
  return changing('result', ({ attestation }) => {
    if (attestation?.body === undefined) throw new Error('there is no statement');
    change(attestation.body);
    attestation.signature = notaryKey.sign(attestationId(attestation.body));
  });
}

describe('SES-4: a notary', () => {
  it('that changes nothing is believed', async () => {
    expect(await notarize({})).toBe('attested');
  });

  it.each<[string, string, () => Tampering]>([
    ["alters the server's hello", 'tls.', () => ({ down: streamFrame(0, flipped) })],
    ['alters the response', 'tls.record.mac', () => ({ down: streamFrame(1, flipped) })],
    ['holds the server’s flight back', 'deadline.online', () => ({ down: streamFrame(0, () => []) })],
    ['holds the response back', '', () => ({ down: streamFrame(1, () => []) })],
    ['doubles the server’s flight', 'tls.', () => ({ down: streamFrame(0, (bytes) => [bytes, bytes]) })],
    ['alters the hello', '', () => ({ up: streamFrame(0, flipped) })],
    ['alters the request', '', () => ({ up: streamFrame(2, flipped) })],
  ])('that %s', async (_what, code, tampering) => {
    const outcome = await notarize(tampering());
    expect(outcome).not.toBe('attested');
    expect(outcome).toContain(code);
    expect(outcome).not.toBe('prover.internal');
  });

  it('that says the session is sealed before there is an answer', async () => {
    const sealed: Frame = {
      kind: 'control',
      bytes: encode(
        NotaryMessageSchema,
        create(NotaryMessageSchema, { kind: { case: 'sealed', value: {} } }),
      ),
    };
    let answers = 0;
    const outcome = await notarize({
      // Behind the second answer, which is the bind's.
      down: (frame) => (frame.kind === 'control' && ++answers === 2 ? [frame, sealed] : [frame]),
    });
    expect(outcome).toBe('notary.protocol');
  });

  it.each<[string, Tampering]>([
    ['another value', stating((body) => (body.readings[0]!.value!.mantissa += 1n))],
    ['another unit', stating((body) => (body.readings[0]!.unit = 'kW'))],
    ['another server key', stating((body) => (body.path!.serverSpkiSha256 = new Uint8Array(32)))],
    ['another suite', stating((body) => (body.path!.cipherSuite = 0x1303))],
    ['other lengths of segments', stating((body) => (body.path!.segmentLengths[0]! += 1))],
    ['that the certificate is of a public authority', stating((body) => (body.customCa = false))],
    ['another mode', stating((body) => (body.mode = Mode.MPC))],
    ['another time', stating((body) => (body.sessionTimeMs += 1n))],
    ['another subject', stating((body) => (body.subject = 'cx31other'))],
    ['other parameters', stating((body) => (body.params[0]!.value = 'plug-2'))],
    ['another purpose', stating((body) => (body.context = roundContext(2)))],
    ['another prover', stating((body) => (body.prover = notaryKey.pubkey))],
    ['another session', stating((body) => (body.sessionId = new Uint8Array(16)))],
    ['another transcript', stating((body) => (body.transcriptCommitment = new Uint8Array(32)))],
    ['another salt', changing('result', (result) => (result.transcriptSalt = new Uint8Array(32)))],
    ['nothing', changing('result', (result) => delete result.attestation)],
  ])('that attests %s', async (_what, tampering) => {
    expect(await notarize(tampering)).toBe('notary.attestation');
  });

  it('that grants another session than it has', async () => {
    const outcome = await notarize(changing('grant', (grant) => (grant.sessionId = new Uint8Array(16))));
    expect(outcome).toBe('session.other_session');
  });

  it('hears no credential, whatever it does', () => {
    const heard = notary.heard();
    expect(heard.length).toBeGreaterThan(10_000);
    expect(heard.includes(CANARY)).toBe(false);
    expect(vendor.seen()).toContain(CANARY);
  });
});
