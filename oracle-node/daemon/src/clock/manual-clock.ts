import type { Clock } from './clock.ts';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  private now: number;
  private readonly sleepers = new Set<Sleeper>();

  constructor(startMs: number) {
    this.now = startMs;
  }

  nowMs(): number {
    return this.now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        wakeAtMs: this.now + ms,
        wake: () => {
          this.sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Moves on and wakes whoever is due, earliest first. */
  advance(ms: number): void {
    this.now += ms;
    const due = [...this.sleepers].filter(({ wakeAtMs }) => wakeAtMs <= this.now);
    due.sort((a, b) => a.wakeAtMs - b.wakeAtMs).forEach(({ wake }) => wake());
  }
}
