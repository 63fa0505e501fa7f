import { describe, expect, it } from 'vitest';
import { issue, KEY_USAGES, NOW_MS } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { nameConstraints } from '../test-support/name-constraints.ts';
import { trustIn, verdict } from '../test-support/verdict.ts';
import { validatePath } from './path.ts';

describe('name constraints', () => {
  const constrained = async (
    trees: Parameters<typeof nameConstraints>[0],
    names: { type: 'dns' | 'ip' | 'email'; value: string }[],
    asked: string,
  ): Promise<string> =>
    verdict({ intermediate: { extensions: [nameConstraints(trees)] }, leaf: { names } }, asked);
  const dns = (value: string) => ({ type: 'dns', value }) as const;

  it.each([
    [{ permitted: [dns('b.test')] }, [dns('a.b.test')], 'a.b.test', 'success'],
    [{ permitted: [dns('c.test'), dns('b.test')] }, [dns('a.b.test')], 'a.b.test', 'success'],
    [{ permitted: [dns('b.test')] }, [dns('*.b.test')], 'a.b.test', 'success'],
    [{ permitted: [dns('b.test')] }, [dns('a.test')], 'a.test', 'tls.certificate.constraints'],
    [{ permitted: [dns('b.test')] }, [dns('xb.test')], 'xb.test', 'tls.certificate.constraints'],
    [
      { permitted: [dns('b.test')] },
      [dns('a.b.test'), dns('c.test')],
      'a.b.test',
      'tls.certificate.constraints',
    ],
    [{ excluded: [dns('b.test')] }, [dns('a.b.test')], 'a.b.test', 'tls.certificate.constraints'],
    [{ excluded: [dns('B.TEST')] }, [dns('a.b.test')], 'a.b.test', 'tls.certificate.constraints'],
    [{ excluded: [dns('a.b.test')] }, [dns('*.b.test')], 'a.b.test', 'tls.certificate.constraints'],
    [{ excluded: [dns('b.test')] }, [dns('a.test')], 'a.test', 'success'],
    [{ permitted: [dns('.b.test')] }, [dns('a.b.test')], 'a.b.test', 'success'],
    [{ permitted: [dns('.b.test')] }, [dns('b.test')], 'b.test', 'tls.certificate.constraints'],
    [{}, [dns('a.test')], 'a.test', 'tls.certificate.constraints'],
    [{ permitted: [] }, [dns('a.test')], 'a.test', 'tls.certificate.constraints'],
    [{ excluded: [{ type: 'ip', value: '0000000000000000' }] }, [dns('a.test')], 'a.test', 'success'],
    [
      { excluded: [{ type: 'ip', value: '0a000000ff000000' }] },
      [dns('a.test'), { type: 'ip', value: '10.1.2.3' }],
      'a.test',
      'tls.certificate.constraints',
    ],
    [
      { permitted: [{ type: 'email', value: 'a.test' }] },
      [dns('a.test'), { type: 'email', value: 'x@a.test' }],
      'a.test',
      'tls.certificate.constraints',
    ],
  ] as const)('%j for %j as %s: %s', async (trees, names, asked, code) => {
    expect(await constrained(trees, [...names], asked)).toBe(code);
  });

  it('are not compared without end', async () => {
    const many = (count: number, suffix: string) =>
      Array.from({ length: count }, (_, i) => dns(`n${i}.${suffix}`));
    const code = await constrained(
      { excluded: many(300, 'x') },
      [dns('a.test'), ...many(300, 'test')],
      'a.test',
    );
    expect(code).toBe('tls.certificate.limits');
  });

  it('intersect along the path: a lower authority cannot widen what a higher one permits', async () => {
    const root = await issue({ subject: 'CN=Root', ca: true, keyUsages: KEY_USAGES.keyCertSign });
    const authority = { ca: true, keyUsages: KEY_USAGES.keyCertSign } as const;
    const upper = await issue({
      subject: 'CN=Upper',
      issuer: root,
      ...authority,
      extensions: [nameConstraints({ permitted: [dns('b.test')] })],
    });
    const lower = await issue({
      subject: 'CN=Lower',
      issuer: upper,
      ...authority,
      extensions: [nameConstraints({ permitted: [dns('a.test')] })],
    });
    const leaf = await issue({
      subject: 'CN=a.test',
      issuer: lower,
      names: [dns('a.test')],
      keyUsages: KEY_USAGES.digitalSignature,
    });
    const chain = [leaf.der, lower.der, upper.der];
    const code = await codeOf(() => validatePath(chain, 'a.test', NOW_MS, trustIn(root)));
    expect(code).toBe('tls.certificate.constraints');
  });
});
