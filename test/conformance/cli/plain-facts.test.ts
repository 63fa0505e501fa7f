import { expect, it } from 'vitest';
import { plainFacts } from './plain-facts.ts';

it('names what has a name, and leaves out what moves', () => {
  const names = new Map([
    ['tester', 'wasm1abc'],
    ['code', '1'],
  ]);
  const facts = {
    to: 'wasm1abc',
    code: 1,
    log: "balance 999999993ustake is smaller than 5ustake with gas used: '123'",
    late: 'block height: 77, timeout height: 1',
    none: undefined,
  };
  expect(plainFacts(facts, names)).toEqual({
    to: '<tester>',
    code: 1,
    log: "balance <balance>ustake is smaller than 5ustake with gas used: '<gas>'",
    late: 'block height: <height>, timeout height: 1',
  });
  expect(plainFacts(undefined, names)).toBeNull();
});
