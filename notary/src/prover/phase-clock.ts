import type { NotarizationPhase } from './ports.ts';

/** Tells of the phases of one notarization, and measures them. */
export class PhaseClock {
  /** The phase that it is in. */
  phase: NotarizationPhase | undefined;
  readonly #onProgress: ((phase: NotarizationPhase) => void) | undefined;
  readonly #now: () => number;
  readonly #timings: Partial<Record<NotarizationPhase, number>> = {};
  #since = 0;

  constructor(onProgress: ((phase: NotarizationPhase) => void) | undefined, now: () => number) {
    this.#onProgress = onProgress;
    this.#now = now;
  }

  readonly enter = (phase: NotarizationPhase): void => {
    this.#measure();
    this.phase = phase;
    this.#onProgress?.(phase);
  };

  /** Milliseconds of each phase so far. */
  timings(): Partial<Record<NotarizationPhase, number>> {
    this.#measure();
    return { ...this.#timings };
  }

  #measure(): void {
    const now = this.#now();
    if (this.phase !== undefined) {
      this.#timings[this.phase] = (this.#timings[this.phase] ?? 0) + now - this.#since;
    }
    this.#since = now;
  }
}
