import { expect, it } from 'vitest';
import { differences } from './differences.ts';

const facts = { code: 5, gas: 1000, events: ['a{b}', 'c{}'] };

it('there are none between what is the same, and gas may be a hundredth off', () => {
  expect(differences(facts, { ...facts, gas: 1010 })).toEqual([]);
  expect(differences({ sent: facts }, { sent: { ...facts, gas: 990 } })).toEqual([]);
});

it.each([
  [{ ...facts, gas: 1011 }, ['gas: must be 1000, is 1011']],
  [{ ...facts, gas: undefined }, ['gas: must be 1000, is undefined']],
  [{ ...facts, code: '5' }, ['code: must be 5, is "5"']],
  [{ ...facts, events: ['a{b}', 'd{}'] }, ['events[1]: must be "c{}", is "d{}"']],
  [{ ...facts, events: ['a{b}'] }, ['events: must be ["a{b}","c{}"], is ["a{b}"]']],
  [{ ...facts, more: 1 }, ['more: must be undefined, is 1']],
  [undefined, [`: must be ${JSON.stringify(facts)}, is undefined`]],
])('each is told: %j', (actual, told) => {
  expect(differences(facts, actual)).toEqual(told);
});

it('a number that is no gas is exact', () => {
  expect(differences({ gasless: 1000 }, { gasless: 1001 })).toHaveLength(1);
});
