import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { FairGate } from './fair-gate.ts';
import type { Claim } from './fair-gate.ts';

const open = new AbortController().signal;

/** A gate on a clock that a test moves, and everybody who wants more as soon as they had something. */
function gate(places: number) {
  const clock = new ManualClock(0);
  const fair = new FairGate({ places }, { clock });
  const had = new Map<string, number>();
  let running = 0;
  let most = 0;
  const claim = (group: string, weight = 1, isFirst = false): Claim => ({ group, weight, isFirst });
  const once = (who: Claim, ms: number, signal = open): Promise<void> =>
    fair.run(
      who,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await clock.sleep(ms, open);
        running -= 1;
        had.set(who.group, (had.get(who.group) ?? 0) + ms);
      },
      signal,
    );
  const greedy = async (who: Claim, ms: number): Promise<void> => {
    for (;;) await once(who, ms);
  };
  const pass = async (ms: number, stepMs = 500): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(stepMs);
    }
  };
  return { clock, claim, once, greedy, pass, had, most: () => most };
}

describe('a gate', () => {
  it('gives time by weight, whatever a session takes', async () => {
    const { claim, greedy, pass, had, most } = gate(1);
    // Two of each: one that comes back a moment after its session has nobody in the line when the place is given away.
    for (let index = 0; index < 2; index += 1) {
      void greedy(claim('long'), 20_000);
      void greedy(claim('short'), 1_000);
      void greedy(claim('double', 2), 5_000);
    }
    await pass(1_000_000);
    const share = (group: string) => (had.get(group) ?? 0) / 1_000_000;
    expect(share('long')).toBeCloseTo(0.25, 1);
    expect(share('short')).toBeCloseTo(0.25, 1);
    expect(share('double')).toBeCloseTo(0.5, 1);
    expect(most()).toBe(1);
  });

  it('gives a group no more for wanting more at once', async () => {
    const { claim, greedy, pass, had, most } = gate(2);
    for (let index = 0; index < 6; index += 1) void greedy(claim('many'), 4_000);
    for (let index = 0; index < 2; index += 1) void greedy(claim('one'), 4_000);
    await pass(400_000);
    expect((had.get('many') ?? 0) / (had.get('one') ?? 0)).toBeCloseTo(1, 1);
    expect(most()).toBe(2);
  });

  it('leaves nothing unused, and lets nobody save up what it did not want', async () => {
    const { claim, greedy, once, pass, had, clock } = gate(1);
    void greedy(claim('always'), 1_000);
    await pass(500_000);
    expect(had.get('always')).toBeGreaterThan(495_000);
    void greedy(claim('late'), 1_000);
    await pass(10_000);
    expect(had.get('late')).toBeGreaterThan(3_000);
    expect(had.get('late')).toBeLessThan(7_000);
    const before = clock.nowMs();
    const third = once(claim('third'), 1_000).then(() => clock.nowMs() - before);
    await pass(10_000);
    expect(await third).toBeLessThan(4_000);
  });

  it('lets commands go before readings', async () => {
    const { claim, once, pass } = gate(1);
    const order: string[] = [];
    const add = (name: string, isFirst: boolean) =>
      void once(claim(name, 1, isFirst), 1_000).then(() => order.push(name));
    add('running', false);
    add('reading', false);
    add('command', true);
    await pass(5_000);
    expect(order).toEqual(['running', 'command', 'reading']);
  });

  it('takes no place for what is given up, and gives back that of what fails', async () => {
    const { claim, once, greedy, pass, had } = gate(1);
    const running = once(claim('a'), 5_000);
    const giveUp = new AbortController();
    const waiting = once(claim('b'), 5_000, giveUp.signal);
    giveUp.abort(new Error('the slice is over'));
    await expect(waiting).rejects.toThrow('the slice is over');
    await expect(once(claim('b'), 1, giveUp.signal)).rejects.toThrow('the slice is over');
    await pass(6_000);
    await running;
    const fair = new FairGate({ places: 1 }, { clock: new ManualClock(0) });
    await expect(fair.run(claim('c'), () => Promise.reject(new Error('failed')), open)).rejects.toThrow(
      'failed',
    );
    expect(await fair.run(claim('d'), () => Promise.resolve('in'), open)).toBe('in');
    void greedy(claim('e'), 1_000);
    await pass(3_000);
    expect(had.get('e')).toBeGreaterThan(0);
  });
});
