import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('this package', () => {
  it('imports nothing but zod and itself, so that a page can', () => {
    const folder = new URL('.', import.meta.url);
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    expect(sources.length).toBeGreaterThan(4);
    const foreign = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/from '([^']+)'/g)].filter(
        ([, from = '']) => from !== 'zod' && !from.startsWith('./'),
      ),
    );
    expect(foreign).toEqual([]);
  });
});
