import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMAINS, domainDigest } from './index.ts';
import type { Domain } from './index.ts';

// A change here makes every signature and every id that was ever made worthless.
const PINNED: Readonly<Record<Domain, string>> = {
  operation: 'cloudx3/operation/v1',
  attestation: 'cloudx3/attestation/v1',
  attestation2: 'cloudx3/attestation/v2',
  observation2: 'cloudx3/observation/v2',
  report2: 'cloudx3/report/v2',
  settlement2: 'cloudx3/settlement/v2',
  evidence2: 'cloudx3/evidence/v2',
  offence2: 'cloudx3/offence/v2',
  feedTerms2: 'cloudx3/feed-terms/v2',
  deviceTerms2: 'cloudx3/device-terms/v2',
  keyRegistration2: 'cloudx3/key-registration/v2',
  deviceRegistration2: 'cloudx3/device-registration/v2',
  observation: 'cloudx3/observation/v1',
  transcript: 'cloudx3/transcript/v1',
  sessionRequest: 'cloudx3/session-request/v1',
  sessionBind: 'cloudx3/session-bind/v1',
  recordKey: 'cloudx3/record-key/v1',
  keyRegistration: 'cloudx3/key-registration/v1',
  deviceRegistration: 'cloudx3/device-registration/v1',
  transmitterOrder: 'cloudx3/transmitter-order/v1',
  commandOrder: 'cloudx3/command-order/v1',
};
const domains = fc.constantFrom(...(Object.keys(DOMAINS) as Domain[]));
const bytes = fc.uint8Array({ maxLength: 200 });

describe('SIG-1: domain strings', () => {
  it('are those that were ever signed under', () => {
    expect(DOMAINS).toEqual(PINNED);
  });

  it('are one a kind, and none holds the byte that ends it', () => {
    const texts = Object.values(DOMAINS);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toMatch(/^cloudx3\/[a-z-]+\/v[12]$/);
  });

  it('are the same in Rust', () => {
    const digest = new URL('../../contracts/packages/attestation/src/digest.rs', import.meta.url);
    const rust = [...readFileSync(digest, 'utf8').matchAll(/pub const ([A-Z_]+): [^=]+ =\s*([^;]+);/g)];
    const texts = rust.flatMap(([, name = '', value = '']) =>
      [...value.matchAll(/"([^"]+)"/g)].map(([, text = '']) => ({ name, text })),
    );
    expect(texts.length).toBeGreaterThan(8);
    for (const { name, text } of texts) {
      const kind = name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const domain = text.endsWith('/v2') ? `${kind}2` : kind;
      expect([name, text]).toEqual([name, PINNED[domain as Domain]]);
    }
  });
});

describe('SIG-1: digests', () => {
  it('are SHA-256 of domain, zero byte and bytes, as OpenSSL has it', () => {
    fc.assert(
      fc.property(domains, bytes, (domain, content) => {
        const preimage = Buffer.concat([Buffer.from(DOMAINS[domain]), Buffer.of(0), content]);
        const expected = createHash('sha256').update(preimage).digest();
        expect(Buffer.from(domainDigest(domain, content)).equals(expected)).toBe(true);
      }),
    );
  });

  it('of one content are different for each kind', () => {
    fc.assert(
      fc.property(bytes, (content) => {
        const digests = Object.keys(DOMAINS).map((domain) =>
          Buffer.from(domainDigest(domain as Domain, content)).toString('hex'),
        );
        expect(new Set(digests).size).toBe(digests.length);
      }),
    );
  });
});
