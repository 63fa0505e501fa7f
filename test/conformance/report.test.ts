import { expect, it } from 'vitest';
import { renderDifferences, renderTable, summaryOf } from './report.ts';
import type { ChainResult } from './report.ts';

const outcome = (name: string, problem = '') => ({
  ...{ suite: 'command line' as const, name },
  ...{ passed: problem === '', problem },
});
const results: readonly ChainResult[] = [
  { chain: 'devnet', outcomes: [outcome('send', 'code: must be 0,\nis 5'), outcome('store')], seconds: 1 },
  { chain: 'wasmd', outcomes: [outcome('send')], seconds: 2 },
];

it('the table has a line for each thing, and says who did not try it', () => {
  expect(renderTable(results).split('\n')).toEqual([
    'devnet  wasmd   what was tried',
    'DIFFERS ok      command line: send',
    'ok      -       command line: store',
  ]);
});

it('differences are told with what they are', () => {
  expect(renderDifferences(results)).toBe(
    'DIFFERS on devnet: command line: send\n  code: must be 0,\n  is 5',
  );
});

it('the counts are by chain and suite', () => {
  expect(results.map(summaryOf)).toEqual([
    {
      ...{ chain: 'devnet', seconds: 1 },
      ...{ cosmjs: { tried: 0, passed: 0 }, commandLine: { tried: 2, passed: 1 } },
    },
    {
      ...{ chain: 'wasmd', seconds: 2 },
      ...{ cosmjs: { tried: 0, passed: 0 }, commandLine: { tried: 1, passed: 1 } },
    },
  ]);
});
