import { expect, it } from 'vitest';
import { chooseSteps } from './choose-steps.ts';
import { STEPS } from './steps.ts';

const chosen = (...given: Parameters<typeof chooseSteps>[1][]) =>
  given.map((one) => chooseSteps(STEPS, one).map(({ name }) => name));

it('all steps are run where nothing is asked for, in their order', () => {
  const all = STEPS.map(({ name }) => name);
  expect(chosen({ names: [] })).toEqual([all]);
  expect(new Set(all).size).toBe(all.length);
});

it('those that are named are run alone, and all but one that runs elsewhere', () => {
  const [named = [], others = []] = chosen({ names: ['lint', 'format'] }, { names: [], but: 'unit tests' });
  expect(named).toEqual(['format', 'lint']);
  expect(others).not.toContain('unit tests');
  expect(others).toHaveLength(STEPS.length - 1);
});

it.each([{ names: ['lint', 'lints'] }, { names: [], but: 'lints' }])(
  'a name that is no step’s is told, and passes for nothing: %j',
  (given) => {
    expect(() => chooseSteps(STEPS, given)).toThrow(/^There is no step "lints"\. There are: format, /);
  },
);
