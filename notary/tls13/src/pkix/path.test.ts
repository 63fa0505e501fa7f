import { beforeAll, describe, expect, it } from 'vitest';
import {
  CLIENT_AUTH,
  DAY_MS,
  Extension,
  issue,
  issueChain,
  KEY_USAGES,
  keyPair,
  NOW_MS,
  SERVER_AUTH,
} from '../test-support/certificates.ts';
import type { Chain, ChainOptions } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { trustIn, verdict } from '../test-support/verdict.ts';
import { validatePath } from './path.ts';
import { createTrustStore } from './trust-store.ts';
import type { TrustStore } from './trust-store.ts';

let good: Chain;
beforeAll(async () => {
  good = await issueChain();
});

describe('a good chain', () => {
  it('is valid, with the hashes of both ends', async () => {
    const result = await validatePath(good.der, 'a.test', NOW_MS, trustIn(good.root));
    const spki = async ({ der }: { der: Uint8Array }): Promise<Uint8Array> =>
      (await validatePath([der], 'a.test', NOW_MS, trustIn(good.intermediate))).leafSpkiSha256;
    expect(result.customCa).toBe(true);
    expect(result.leafSpkiSha256).toEqual(await spki(good.leaf));
    const { createHash } = await import('node:crypto');
    const root = createHash('sha256')
      .update(good.root.key.publicKey.export({ format: 'der', type: 'spki' }))
      .digest();
    expect(Buffer.from(result.anchorSpkiSha256).equals(root)).toBe(true);
  });

  it.each(['p256', 'p384', 'p521', 'rsa', 'rsa-pss', 'ed25519'] as const)(
    'may have a leaf key of %s',
    async (kind) => {
      expect(await verdict({ leaf: { key: keyPair(kind) } })).toBe('success');
    },
  );

  it.each(['p384', 'p521', 'rsa', 'ed25519'] as const)('may have authorities with %s', async (kind) => {
    const key = keyPair(kind, 'ca');
    expect(await verdict({ root: { key: keyPair(kind, 'root') }, intermediate: { key } })).toBe('success');
    if (kind === 'rsa') expect(await verdict({ intermediate: { key }, leaf: { pss: true } })).toBe('success');
  });

  it('may come with the root, in any order, and with what does not belong to it', async () => {
    const trust = trustIn(good.root);
    const other = await issue({ subject: 'CN=Other', ca: true });
    const [leaf, intermediate] = good.der as [Uint8Array, Uint8Array];
    const orders = [
      [leaf, intermediate, good.root.der],
      [leaf, other.der, good.root.der, intermediate],
      [leaf, Uint8Array.of(1, 2, 3), intermediate],
    ];
    for (const chain of orders)
      expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trust))).toBe('success');
  });

  it('takes another path where the first one leads to an expired authority', async () => {
    const expired = { notBefore: new Date(NOW_MS - 9 * DAY_MS), notAfter: new Date(NOW_MS - DAY_MS) };
    const authority = { ca: true, keyUsages: KEY_USAGES.keyCertSign, key: good.intermediate.key };
    const oldRoot = await issue({
      subject: 'CN=Old root',
      ca: true,
      keyUsages: KEY_USAGES.keyCertSign,
      ...expired,
    });
    const old = await issue({ subject: 'CN=Intermediate', issuer: oldRoot, ...authority });
    const chain = [good.leaf.der, old.der, good.intermediate.der];
    const result = await validatePath(chain, 'a.test', NOW_MS, trustIn(oldRoot, good.root));
    const wanted = await validatePath(good.der, 'a.test', NOW_MS, trustIn(good.root));
    expect(result.anchorSpkiSha256).toEqual(wanted.anchorSpkiSha256);
  });
});

describe('each fault has its code', () => {
  const day = (days: number): Date => new Date(NOW_MS + days * DAY_MS);
  const expired = { notBefore: day(-9), notAfter: day(-1) };
  const early = { notBefore: day(1), notAfter: day(9) };
  const dns = (...names: string[]): { names: { type: 'dns'; value: string }[] } => ({
    names: names.map((value) => ({ type: 'dns', value })),
  });
  const unknownCritical = new Extension('1.3.6.1.4.1.99999.1', true, Uint8Array.of(5, 0));

  it.each<[string, string, ChainOptions]>([
    ['an expired leaf', 'tls.certificate.expired', { leaf: expired }],
    ['an expired intermediate', 'tls.certificate.expired', { intermediate: expired }],
    ['an expired root', 'tls.certificate.expired', { root: expired }],
    ['a leaf of tomorrow', 'tls.certificate.not_yet_valid', { leaf: early }],
    ['an intermediate of tomorrow', 'tls.certificate.not_yet_valid', { intermediate: early }],
    ['another name', 'tls.certificate.name', { leaf: dns('b.test') }],
    ['a name in the subject only', 'tls.certificate.name', { leaf: dns('b.test') }],
    ['no names at all', 'tls.certificate.name', { leaf: { names: [{ type: 'ip', value: '10.0.0.1' }] } }],
    [
      'a leaf key that may not sign',
      'tls.certificate.key_usage',
      { leaf: { keyUsages: KEY_USAGES.keyEncipherment } },
    ],
    ['a leaf for clients', 'tls.certificate.key_usage', { leaf: { purposes: [CLIENT_AUTH] } }],
    ['a leaf for anything', 'tls.certificate.key_usage', { leaf: { purposes: ['2.5.29.37.0'] } }],
    [
      'an intermediate for clients',
      'tls.certificate.key_usage',
      { intermediate: { purposes: [CLIENT_AUTH] } },
    ],
    ['an intermediate that is no CA', 'tls.certificate.constraints', { intermediate: { ca: false } }],
    ['a root without a word of being a CA', 'tls.certificate.constraints', { root: { ca: false } }],
    ['a leaf that is a CA', 'tls.certificate.constraints', { leaf: { ca: true } }],
    ['a root that allows no intermediate', 'tls.certificate.constraints', { root: { pathLength: 0 } }],
    [
      'an unknown critical extension in the leaf',
      'tls.certificate.constraints',
      { leaf: { extensions: [unknownCritical] } },
    ],
    [
      'an unknown critical extension in an intermediate',
      'tls.certificate.constraints',
      { intermediate: { extensions: [unknownCritical] } },
    ],
    ['a key of 1,024 bits', 'tls.certificate.algorithm', { leaf: { key: keyPair('rsa1024') } }],
    [
      'an authority with a key of 1,024 bits',
      'tls.certificate.algorithm',
      { intermediate: { key: keyPair('rsa1024', 'ca') } },
    ],
    [
      'a root with a key of 1,024 bits',
      'tls.certificate.algorithm',
      { root: { key: keyPair('rsa1024', 'root') } },
    ],
    [
      'a curve with spelled-out parameters',
      'tls.certificate.algorithm',
      { leaf: { key: keyPair('p256-explicit') } },
    ],
    ['a curve of other trades', 'tls.certificate.algorithm', { leaf: { key: keyPair('secp256k1') } }],
    ['a signature with SHA-1', 'tls.certificate.algorithm', { leaf: { hash: 'SHA-1' } }],
  ])('%s: %s', async (_, code, options) => {
    expect(await verdict(options)).toBe(code);
  });

  it('an intermediate whose key may not certify is no issuer', async () => {
    expect(await verdict({ intermediate: { keyUsages: KEY_USAGES.digitalSignature } })).toBe(
      'tls.certificate.untrusted',
    );
  });

  it('an unknown root, a missing intermediate, a self-signed leaf: untrusted', async () => {
    const other = await issue({ subject: 'CN=Root', ca: true, key: keyPair('p256', 'another root') });
    const leaf = await issue({ subject: 'CN=a.test', ...dns('a.test') });
    const cases: [readonly Uint8Array[], TrustStore][] = [
      [good.der, trustIn(other)],
      [good.der, createTrustStore({ roots: 'mozilla' })],
      [good.der, createTrustStore({ roots: 'none' })],
      [[good.leaf.der], trustIn(good.root)],
      [[leaf.der], trustIn(good.root)],
    ];
    for (const [chain, trust] of cases) {
      expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trust))).toBe(
        'tls.certificate.untrusted',
      );
    }
  });

  it('a server certificate is no authority, not even for itself', async () => {
    const leaf = await issue({ subject: 'CN=a.test', ...dns('a.test') });
    const code = await codeOf(() => validatePath([leaf.der], 'a.test', NOW_MS, trustIn(leaf)));
    expect(code).toBe('tls.certificate.constraints');
  });

  it('a signature of somebody else', async () => {
    const impostor = { ...good.intermediate, key: keyPair('p256', 'impostor') };
    const leaf = await issue({ subject: 'CN=a.test', issuer: impostor, ...dns('a.test') });
    const chain = [leaf.der, good.intermediate.der];
    expect(await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trustIn(good.root)))).toBe(
      'tls.certificate.untrusted',
    );
  });

  it('too many, too much, nothing, nonsense', async () => {
    const trust = trustIn(good.root);
    const [leaf] = good.der as [Uint8Array];
    const run = (chain: Uint8Array[]): Promise<string> =>
      codeOf(() => validatePath(chain, 'a.test', NOW_MS, trust));
    expect(await run(Array.from({ length: 11 }, () => leaf))).toBe('tls.certificate.limits');
    expect(await run([leaf, new Uint8Array(65_536)])).toBe('tls.certificate.limits');
    expect(await run([])).toBe('tls.certificate.missing');
    expect(await run([Uint8Array.of(0x30, 0)])).toBe('tls.certificate.malformed');
    expect(await run([Uint8Array.from([...leaf, 0])])).toBe('tls.certificate.malformed');
  });

  it('extensions that cannot be read, or stand twice', async () => {
    const broken = (id: string): Extension => new Extension(id, true, Uint8Array.of(0x30, 3, 1));
    const twice = new Extension(
      '2.5.29.37',
      false,
      Uint8Array.from(Buffer.from('300a06082b06010505070301', 'hex')),
    );
    // OpenSSL refuses some of them before PKI.js sees them, which looks like an issuer that is none.
    const refused = ['tls.certificate.malformed', 'tls.certificate.untrusted'];
    for (const id of ['2.5.29.30', '2.5.29.36', '2.5.29.32']) {
      expect(refused).toContain(await verdict({ leaf: { extensions: [broken(id)] } }));
      expect(refused).toContain(await verdict({ intermediate: { extensions: [broken(id)] } }));
    }
    expect(refused).toContain(await verdict({ leaf: { extensions: [twice], purposes: [SERVER_AUTH] } }));
  });
});
