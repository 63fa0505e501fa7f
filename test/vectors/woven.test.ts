import { expect, it } from 'vitest';
import { woven } from './generate/woven.ts';

const CASES = [
  ['A', 1],
  ['A', 2],
  ['A', 3],
  ['B', 1],
  ['C', 1],
] as const;

it('takes the cases of each rule in their order, and what the order does not name at the end', () => {
  expect(woven(CASES, 'A*2 B A')).toEqual([
    ['A', 1],
    ['A', 2],
    ['B', 1],
    ['A', 3],
    ['C', 1],
  ]);
});

it('misses a case that the order names', () => {
  expect(() => woven(CASES, 'A*4')).toThrow('too few cases of A');
  expect(() => woven(CASES, 'D')).toThrow('too few cases of D');
});
