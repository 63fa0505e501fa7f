import type { Trial } from './target.ts';

const KEPT = 12;
const REPEATS = 5;

/** The inputs that took longest. A wait for the processor looks like work, so each is measured again before it is believed. */
export class Slowest {
  readonly #kept: { readonly index: number; readonly ms: number }[] = [];

  note(index: number, ms: number): void {
    const least = this.#kept.at(-1)?.ms ?? 0;
    if (this.#kept.length >= KEPT && ms <= least) return;
    this.#kept.push({ index, ms });
    this.#kept.sort((a, b) => b.ms - a.ms);
    if (this.#kept.length > KEPT) this.#kept.pop();
  }

  /** The input that takes longest by the best of several runs. */
  async measure(make: (index: number) => Trial): Promise<{ index: number; ms: number }> {
    let worst = { index: 0, ms: 0 };
    for (const { index } of this.#kept) {
      const trial = make(index);
      let best = Infinity;
      for (let i = 0; i < REPEATS; i += 1) {
        const startedAt = performance.now();
        await trial.run();
        best = Math.min(best, performance.now() - startedAt);
      }
      if (best > worst.ms) worst = { index, ms: best };
    }
    return worst;
  }
}
