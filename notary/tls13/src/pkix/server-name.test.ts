import { beforeAll, describe, expect, it } from 'vitest';
import { issueChain, NOW_MS } from '../test-support/certificates.ts';
import type { Chain } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { trustIn, verdict } from '../test-support/verdict.ts';
import { validatePath } from './path.ts';

let good: Chain;
beforeAll(async () => {
  good = await issueChain();
});

describe('names (RFC 9525)', () => {
  const name = async (presented: string, asked: string): Promise<string> =>
    verdict({ leaf: { names: [{ type: 'dns', value: presented }] } }, asked);

  it.each([
    ['*.b.test', 'a.b.test', 'success'],
    ['A.B.test', 'a.b.test', 'success'],
    ['*.b.test', 'b.test', 'tls.certificate.name'],
    ['*.b.test', 'x.a.b.test', 'tls.certificate.name'],
    ['a*.b.test', 'ab.b.test', 'tls.certificate.name'],
    ['*a.b.test', 'aa.b.test', 'tls.certificate.name'],
    ['a.*.test', 'a.b.test', 'tls.certificate.name'],
    ['*.*.test', 'a.b.test', 'tls.certificate.name'],
    ['*.test', 'b.test', 'tls.certificate.name'],
    ['*', 'localhost', 'tls.certificate.name'],
    ['a.b.test.', 'a.b.test', 'tls.certificate.name'],
    ['a.b.test', 'a.b.tes', 'tls.certificate.name'],
    ['a.test\0.b.test', 'a.test', 'tls.certificate.name'],
  ])('%s against %s: %s', async (presented, asked, code) => {
    expect(await name(presented, asked)).toBe(code);
  });

  it.each([
    '',
    'a..test',
    '10.0.0.1',
    '[::1]',
    'A.test',
    'a.test.',
    '*.a.test',
    'a b.test',
    'ä.test',
    '-a.test',
    `${'a'.repeat(64)}.test`,
  ])('the name %j is none to ask for', async (asked) => {
    expect(await codeOf(() => validatePath(good.der, asked, NOW_MS, trustIn(good.root)))).toBe(
      'tls.server_name',
    );
  });
});
