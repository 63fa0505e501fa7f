import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { DevelopmentCa } from '@cloudx3/dev-ca';
import { REPLACED_ANCHOR_KEY, REPLACED_ANCHOR_NAME, REPLACED_ANCHOR_SUBJECT } from './anchor.ts';
import { readSubject } from './certificate-subject.ts';
import { replaceTrustAnchor, trustAnchorKey } from './replace-trust-anchor.ts';
import { NotaryError } from '../../session/error.ts';

let ca: DevelopmentCa;
let engine: Buffer;

beforeAll(async () => {
  ca = await createDevelopmentCa({ validDays: 1 });
  engine = await readFile(fileURLToPath(import.meta.resolve('tlsn-wasm/tlsn_wasm_bg.wasm')));
});

const genuine = (name: string): X509Certificate => {
  const found = rootCertificates
    .map((pem) => new X509Certificate(pem))
    .find(({ subject }) => subject.includes(`CN=${name}`));
  if (found === undefined) throw new Error(`Node does not have ${name}`);
  return found;
};

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof NotaryError && error.code === 'mpc.trust_anchor') return error.message;
    throw error;
  }
  throw new Error('it should have been refused');
}

describe('the replaced anchor', () => {
  it('is the public one that it is said to be', () => {
    const anchor = genuine(REPLACED_ANCHOR_NAME);
    expect(REPLACED_ANCHOR_SUBJECT.equals(readSubject(anchor.raw) ?? Buffer.alloc(0))).toBe(true);
    const key = anchor.publicKey.export({ type: 'spki', format: 'der' });
    expect(REPLACED_ANCHOR_KEY.equals(key.subarray(2))).toBe(true);
  });
});

describe('replaceTrustAnchor', () => {
  it('puts the key of the custom CA in the place of the anchor and changes nothing else', () => {
    const before = Buffer.from(engine);
    const patched = Buffer.from(replaceTrustAnchor(engine, ca.der));
    const key = trustAnchorKey(ca.der);
    expect(engine.equals(before)).toBe(true);
    expect(patched.includes(REPLACED_ANCHOR_KEY)).toBe(false);
    const at = engine.indexOf(REPLACED_ANCHOR_KEY);
    expect(patched.indexOf(key)).toBe(at);
    patched.set(REPLACED_ANCHOR_KEY, at);
    expect(patched.equals(engine)).toBe(true);
  });

  it('refuses an engine that does not hold the anchor exactly once', () => {
    const none = replaceTrustAnchor(engine, ca.der);
    expect(refusal(() => replaceTrustAnchor(none, ca.der))).toContain('exactly once');
    const twice = Buffer.concat([engine, REPLACED_ANCHOR_KEY]);
    expect(refusal(() => replaceTrustAnchor(twice, ca.der))).toContain('exactly once');
  });
});

describe('trustAnchorKey', () => {
  it('refuses what is not exactly one certificate in DER', () => {
    expect(refusal(() => trustAnchorKey(new Uint8Array()))).toContain('DER');
    expect(refusal(() => trustAnchorKey(Buffer.from(ca.pem)))).toContain('DER');
    expect(refusal(() => trustAnchorKey(Buffer.concat([ca.der, Buffer.alloc(1)])))).toContain('DER');
  });

  it('refuses another subject, also one that only reads the same, and another curve', () => {
    expect(refusal(() => trustAnchorKey(genuine('e-Szigno Root CA 2017').raw))).toContain('subject');
    expect(refusal(() => trustAnchorKey(genuine('Amazon Root CA 1').raw))).toContain('P-256');
    expect(refusal(() => trustAnchorKey(genuine('Amazon Root CA 4').raw))).toContain('P-256');
    // The first value as UTF8String (tag 0c) instead of PrintableString (13): the same text, other bytes.
    const utf8 = Buffer.from(ca.der);
    const amazon = Buffer.from('\x13\x06Amazon');
    utf8[utf8.indexOf(amazon, utf8.indexOf(amazon) + 1)] = 0x0c;
    expect(refusal(() => trustAnchorKey(utf8))).toContain('PrintableString');
  });

  it('refuses a certificate that is no CA', async () => {
    const { certificatePem } = await issueServerCertificate(ca, { names: ['a.test'], validDays: 1 });
    expect(refusal(() => trustAnchorKey(new X509Certificate(certificatePem).raw))).toContain('not a CA');
  });

  it('takes hostile bytes without any other error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(), fc.nat(255), (noise, at, value) => {
        expect(refusal(() => trustAnchorKey(noise))).toContain('cannot be used');
        readSubject(noise);
        const changed = Buffer.from(ca.der);
        changed[at % changed.length] = value;
        readSubject(changed);
        try {
          expect(trustAnchorKey(changed)).toHaveLength(REPLACED_ANCHOR_KEY.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'mpc.trust_anchor' });
        }
      }),
    );
  });
});
