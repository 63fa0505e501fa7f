import { describe, expect, it } from 'vitest';
import { TARGETS } from '../targets/index.ts';
import { fuzz } from './fuzz.ts';
import { Random } from './random.ts';
import { ACCEPTED } from './target.ts';
import type { FuzzTarget } from './target.ts';

function targetOf(run: (random: Random) => string, change: Partial<FuzzTarget> = {}): FuzzTarget {
  return {
    about: 'a parser of this test',
    shallow: ['refused'],
    deep: 0,
    prepare: () => (random) => ({ run: () => run(random), show: () => 'the input' }),
    ...change,
  };
}

describe('the loop', () => {
  it('counts what comes of the inputs', async () => {
    const target = targetOf((random) => (random.once(4) ? 'refused' : ACCEPTED));
    const { inputs, outcomes, findings, acceptedPercent, deepPercent } = await fuzz('t', target, {
      inputs: 4_000,
      seed: 1,
    });
    expect(inputs).toBe(4_000);
    expect((outcomes[ACCEPTED] ?? 0) + (outcomes['refused'] ?? 0)).toBe(4_000);
    expect(acceptedPercent).toBe(deepPercent);
    expect(deepPercent).toBeGreaterThan(70);
    expect(findings).toEqual([]);
  });

  it('ends with the number of the input that crashed, which alone crashes again', async () => {
    const target = targetOf((random) => {
      if (random.once(50)) throw new Error('no mains');
      return ACCEPTED;
    });
    const { inputs, findings } = await fuzz('t', target, { inputs: 1_000, seed: 7 });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(
      new RegExp(`^crash at input ${inputs - 1}, seed 7: Error: no mains[^]*the input$`),
    );
    const again = await fuzz('t', target, { inputs: 1_000, seed: 7, only: inputs - 1 });
    expect(again.inputs).toBe(1);
    expect(again.findings[0]).toContain(`crash at input ${inputs - 1}, seed 7: Error: no mains`);
  });

  it('finds what grows', async () => {
    const kept: Uint8Array[] = [];
    const leaking = targetOf(() => {
      kept.push(new Uint8Array(4_096));
      return ACCEPTED;
    });
    const { findings } = await fuzz('t', leaking, { inputs: 10_000, seed: 1 });
    expect(findings[0]).toMatch(/^growth: [0-9]{8} bytes more are held after 10000 inputs$/);
    expect(kept).toHaveLength(10_000 + 60);
  });

  it('finds a grammar that stays on the surface', async () => {
    const { findings } = await fuzz(
      't',
      targetOf(() => 'refused', { deep: 0.1 }),
      { inputs: 1_000, seed: 1 },
    );
    expect(findings).toEqual(['shallow: 0 % get past the first check, 10 % must']);
  });
});

describe('Random', () => {
  it('makes the same choices for a seed and a number, others for the next', () => {
    const choices = (index: number) => Array.from({ length: 8 }, () => new Random(5, index).below(1_000_000));
    expect(choices(3)).toEqual(choices(3));
    expect(choices(3)).not.toEqual(choices(4));
    const fork = new Random(5, 3).fork();
    expect(fork().bytes(16)).toEqual(fork().bytes(16));
  });
});

describe('targets', () => {
  it.each(Object.entries(TARGETS))('%s makes the same of the same seed', async (name, target) => {
    const { findings, outcomes } = await fuzz(name, target, { inputs: 200, seed: 1 });
    expect(findings).toEqual([]);
    expect((await fuzz(name, target, { inputs: 200, seed: 1 })).outcomes).toEqual(outcomes);
    expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(3);
  });
});
