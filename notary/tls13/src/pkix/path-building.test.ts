import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  DAY_MS,
  Extension,
  issue,
  issueChain,
  KEY_USAGES,
  keyPair,
  NOW_MS,
} from '../test-support/certificates.ts';
import type { Chain } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { trustIn } from '../test-support/verdict.ts';
import { validatePath } from './path.ts';
import type { TrustStore } from './trust-store.ts';

let good: Chain;
beforeAll(async () => {
  good = await issueChain();
});

describe('bounds and hostile shapes', () => {
  it('ends on circles of cross-signed authorities', async () => {
    const authority = { ca: true, keyUsages: KEY_USAGES.keyCertSign } as const;
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const selfSigned = await Promise.all(names.map((name) => issue({ subject: `CN=${name}`, ...authority })));
    const [first] = selfSigned;
    const ring = await Promise.all(
      selfSigned.map(({ key }, i) =>
        issue({ subject: `CN=${names[i]!}`, key, issuer: selfSigned[(i + 1) % 6]!, ...authority }),
      ),
    );
    const cross = await issue({
      subject: 'CN=B',
      key: selfSigned[1]!.key,
      issuer: selfSigned[0]!,
      ...authority,
    });
    const leaf = await issue({
      subject: 'CN=a.test',
      issuer: first!,
      names: [{ type: 'dns', value: 'a.test' }],
      keyUsages: KEY_USAGES.digitalSignature,
    });
    const chain = [leaf, ...ring, cross].map(({ der }) => der);
    expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trustIn(good.root)))).toBe(
      'tls.certificate.untrusted',
    );
    // The same heap with a way out of it.
    expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trustIn(selfSigned[5]!)))).toBe(
      'success',
    );
  });

  it('bounds the number of signatures', async () => {
    const authority = { ca: true, keyUsages: KEY_USAGES.keyCertSign, key: keyPair('p256', 'X') } as const;
    const self = await issue({ subject: 'CN=X', ...authority });
    // Nine certificates of one subject and key, each an issuer of each other.
    const heap = await Promise.all(
      Array.from({ length: 9 }, (_, i) =>
        issue({ subject: 'CN=X', issuer: self, ...authority, notAfter: new Date(NOW_MS + (i + 1) * DAY_MS) }),
      ),
    );
    const leaf = await issue({
      subject: 'CN=a.test',
      issuer: self,
      names: [{ type: 'dns', value: 'a.test' }],
      keyUsages: KEY_USAGES.digitalSignature,
    });
    const chain = [leaf, ...heap].map(({ der }) => der);
    expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trustIn(good.root)))).toBe(
      'tls.certificate.limits',
    );
  });

  it('reads extensions only of what somebody trusted signed', async () => {
    const broken = new Extension('2.5.29.33', false, Uint8Array.of(0x30, 3, 1));
    const chain = await issueChain({ leaf: { extensions: [broken] } });
    const run = (trust: TrustStore): Promise<string> =>
      codeOf(() => validatePath(chain.der, 'a.test', NOW_MS, trust));
    const other = await issue({ subject: 'CN=Root', ca: true, key: keyPair('p256', 'another root') });
    expect(await run(trustIn(chain.root))).toBe('tls.certificate.malformed');
    expect(await run(trustIn(other))).toBe('tls.certificate.untrusted');
  });

  it('never accepts a changed leaf, and never fails with anything but its own error', async () => {
    const trust = trustIn(good.root);
    const [leaf, intermediate] = good.der as [Uint8Array, Uint8Array];
    const positions = fc.tuple(fc.nat(leaf.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(positions, async ([at, change]) => {
        const changed = Uint8Array.from(leaf);
        changed[at] = changed[at]! ^ change;
        const code = await codeOf(() => validatePath([changed, intermediate], 'a.test', NOW_MS, trust));
        expect(code).toMatch(/^tls\.certificate\./);
      }),
      { numRuns: 500 },
    );
  });
});
