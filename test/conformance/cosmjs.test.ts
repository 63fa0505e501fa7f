import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { expect, it } from 'vitest';
import { outcomesOf } from './cosmjs.ts';

const name = join(repositoryRoot, 'devnet', 'a.test.ts');
const test = (status: string, failureMessages: string[] = []) => ({
  fullName: 'a b',
  status,
  failureMessages,
});

it('a test passes or says why not, and one for another chain is left out', () => {
  const assertionResults = [test('passed'), test('failed', ['expected 1']), test('skipped')];
  expect(outcomesOf({ testResults: [{ name, message: '', assertionResults }] })).toEqual([
    { suite: 'cosmjs', name: 'a b', passed: true, problem: '' },
    { suite: 'cosmjs', name: 'a b', passed: false, problem: 'expected 1' },
  ]);
});

it('what could not begin has failed, all of it', () => {
  const message = 'beforeAll failed';
  const broken = { name, message, assertionResults: [test('skipped')] };
  expect(outcomesOf({ testResults: [broken, { name, message, assertionResults: [] }] })).toEqual([
    { suite: 'cosmjs', name: 'a b', passed: false, problem: 'skipped: beforeAll failed' },
    { suite: 'cosmjs', name: 'devnet/a.test.ts', passed: false, problem: message },
  ]);
});
