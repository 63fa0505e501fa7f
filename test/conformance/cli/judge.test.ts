import { expect, it } from 'vitest';
import { judgeCli } from './judge.ts';
import type { Told } from './run.ts';

it('a case passes where its facts are those that wasmd had', () => {
  const recorded = new Map<string, unknown>([
    ['same', { code: 0, gas: 1000 }],
    ['other', { code: 0 }],
    ['broken', { code: 0 }],
    ['untried', { code: 0 }],
  ]);
  const told = new Map<string, Told>([
    ['same', { facts: { code: 0, gas: 1001 } }],
    ['other', { facts: { code: 5 } }],
    ['broken', { broke: 'no answer' }],
    ['new', { facts: { code: 0 } }],
  ]);
  expect(judgeCli(recorded, told).map(({ name, problem }) => [name, problem])).toEqual([
    ['same', ''],
    ['other', 'code: must be 0, is 5'],
    ['broken', 'no answer'],
    ['untried', 'it was recorded on wasmd, and nobody tried it'],
    ['new', 'it was never recorded on wasmd'],
  ]);
});
