import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeAttribute } from './describe-attribute.ts';

describe('describeAttribute', () => {
  it.each([
    ['a text', z.string().describe('a'), 'text', 'a', false],
    ['one that may be left out', z.number().describe('seconds').optional(), 'number', 'seconds', true],
    [
      'one that says more where it may be',
      z.string().describe('a').optional().describe('b'),
      'text',
      'b',
      true,
    ],
    ['a choice', z.enum(['red', 'yellow']).describe('level'), '`red`, `yellow`', 'level', false],
    ['a list', z.array(z.string()).readonly().describe('ids'), 'list of texts', 'ids', false],
    ['values by name', z.record(z.string(), z.number()).describe('ms'), 'numbers by name', 'ms', false],
    [
      'this or that',
      z.union([z.number(), z.literal('malformed')]).describe('n'),
      'number or `malformed`',
      'n',
      false,
    ],
  ])('knows %s', (_what, schema, type, meaning, isOptional) => {
    expect(describeAttribute(schema)).toEqual({ type, meaning, isOptional });
  });

  it('does not make up words for a type that it does not know', () => {
    expect(() => describeAttribute(z.date())).toThrow(/date/);
  });
});
