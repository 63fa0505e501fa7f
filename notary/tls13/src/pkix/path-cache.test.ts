import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, issueChain, NOW_MS } from '../test-support/certificates.ts';
import type { Chain } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { trustIn } from '../test-support/verdict.ts';
import { validatePath } from './path.ts';
import { PathCache } from './path-cache.ts';

let good: Chain;
beforeAll(async () => {
  good = await issueChain();
});

describe('the cache', () => {
  it('keeps what was good, by chain and name', async () => {
    const trust = trustIn(good.root);
    await validatePath(good.der, 'a.test', NOW_MS, trust);
    expect(trust.cache.size).toBe(1);
    expect(await codeOf(() => validatePath(good.der, 'b.test', NOW_MS, trust))).toBe('tls.certificate.name');
    expect(await codeOf(() => validatePath([good.leaf.der], 'a.test', NOW_MS, trust))).toBe(
      'tls.certificate.untrusted',
    );
    expect(trust.cache.size).toBe(1);
  });

  it('checks the times of all certificates of the path each time', async () => {
    const chain = await issueChain({ intermediate: { notAfter: new Date(NOW_MS + 1000) } });
    const trust = trustIn(chain.root);
    const at = (nowMs: number): Promise<string> =>
      codeOf(() => validatePath(chain.der, 'a.test', nowMs, trust));
    expect(await at(NOW_MS)).toBe('success');
    expect(await at(NOW_MS + 1000)).toBe('success');
    expect(await at(NOW_MS + 1001)).toBe('tls.certificate.expired');
    expect(await at(NOW_MS - DAY_MS - 1)).toBe('tls.certificate.not_yet_valid');
    expect(await at(Number.NaN)).toBe('tls.certificate.not_yet_valid');
    expect(await at(NOW_MS)).toBe('success');
  });

  it('is bounded, and forgets what was not used for longest', async () => {
    const path = await validatePath(good.der, 'a.test', NOW_MS, trustIn(good.root));
    const entry = { chain: { path, leafKey: good.leaf.key.publicKey }, notBeforeMs: 0, notAfterMs: 9 };
    const cache = new PathCache();
    for (let i = 0; i < 256; i++) cache.set(`${i}`, entry);
    expect(cache.get('0', 5)).toBe(entry.chain);
    cache.set('256', entry);
    expect(cache.size).toBe(256);
    expect(cache.get('0', 5)).toBe(entry.chain);
    expect(cache.get('1', 5)).toBeUndefined();
  });
});
