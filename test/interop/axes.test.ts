import { describe, expect, it } from 'vitest';
import { AXES, AXIS_NAMES, allSettings, casesOf, possibleSettings } from './axes.ts';

describe('the cases', () => {
  it('cover every pair of values of two axes', () => {
    const cases = allSettings().flatMap(casesOf);
    const usual = AXIS_NAMES.filter((axis) => axis !== 'suite');
    for (const a of usual) {
      for (const b of usual.filter((axis) => axis !== a)) {
        const pairs = new Set(cases.map((each) => `${each[a]} ${each[b]}`));
        expect(pairs.size, `${a} and ${b}`).toBe(AXES[a].length * AXES[b].length);
      }
    }
  });

  it('read every suite in every size and framing', () => {
    const cases = allSettings().flatMap(casesOf);
    for (const suite of AXES.suite) {
      const read = cases
        .filter((each) => each.suite === suite)
        .map(({ size, framing }) => `${size} ${framing}`);
      expect(new Set(read).size).toBe(AXES.size.length * AXES.framing.length);
    }
  });

  it('leave out what a server cannot do, and nothing else', () => {
    const possible = possibleSettings([{ axis: 'tickets', value: 'off', why: 'a test' }]);
    expect(possible.every(({ tickets }) => tickets === 'on')).toBe(true);
    expect(possible).toHaveLength(allSettings().filter(({ tickets }) => tickets === 'on').length);
    expect(possibleSettings([])).toEqual(allSettings());
  });
});
