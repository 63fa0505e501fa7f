import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { NodeConfig } from '../config/schema.ts';
import { publishedRule, ruleDifferences } from './published-rule.ts';

const [ONE, OTHER] = ['ab'.repeat(32), 'cd'.repeat(32)];
const policy: NodeConfig['policy'] = {
  by: ['wasm1customer'],
  operations: [ONE],
  least_reward: 7,
  most_feeds: 3,
  least_runway: 10,
  weight: 1,
};

describe('the rule that is published', () => {
  it('is what the contract knows of the configuration’s', () => {
    expect(publishedRule(policy)).toEqual({
      operations: [hexToBytes(ONE)],
      admins: ['wasm1customer'],
      leastReward: 7n,
      mostFeeds: 3,
    });
  });

  it.each<[string, Partial<NodeConfig['policy']>]>([
    // To the contract an empty list of accounts is anybody.
    ['no account', { by: [] }],
    ['no operation', { operations: [] }],
    ['more accounts than the chain keeps', { by: Array.from({ length: 17 }, (_, index) => `wasm1${index}`) }],
    ['more operations than the chain keeps', { operations: Array.from({ length: 33 }, () => ONE) }],
  ])('is none where it names %s', (_what, change) => {
    expect(() => publishedRule({ ...policy, ...change })).toThrow(
      expect.objectContaining({ code: 'node.usage' }) as Error,
    );
  });
});

describe('what differs between file and chain', () => {
  const chain = publishedRule({ ...policy, operations: [OTHER, ONE] });

  it('is nothing where both say the same, in whatever order', () => {
    expect(ruleDifferences({ ...policy, operations: [ONE, OTHER] }, chain)).toEqual([]);
    expect(ruleDifferences({ ...policy, by: [], operations: [] }, undefined)).toEqual([]);
  });

  it('is each field that says something else', () => {
    expect(ruleDifferences({ ...policy, least_reward: 8, most_feeds: 4 }, chain)).toEqual([
      { field: 'operations', file: ONE, chain: `${ONE}, ${OTHER}` },
      { field: 'least_reward', file: '8', chain: '7' },
      { field: 'most_feeds', file: '4', chain: '3' },
    ]);
    expect(ruleDifferences(policy, { ...chain, admins: [] })).toContainEqual({
      field: 'by',
      file: 'wasm1customer',
      chain: '',
    });
  });

  it('is all of it where only one of them has a rule', () => {
    expect(ruleDifferences(policy, undefined).map(({ field, chain: has }) => [field, has])).toEqual([
      ['by', ''],
      ['operations', ''],
      ['least_reward', ''],
      ['most_feeds', ''],
    ]);
    // A rule of nobody is none: what the chain still has is to be taken back.
    expect(ruleDifferences({ ...policy, by: [] }, chain).map(({ file }) => file)).toEqual(['', '', '', '']);
  });
});
