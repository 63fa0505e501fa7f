import type { Histogram } from 'prom-client';
import type { SessionLimits } from '../session/limits.ts';
import type { SessionState } from './machine.ts';

type Phase = SessionState['at'];

export interface PhaseTimerDeps {
  readonly limits: SessionLimits;
  /** Milliseconds. */
  readonly now: () => number;
  readonly phaseSeconds: Pick<Histogram<'phase'>, 'observe'>;
  /** The phase that the session is in has taken its time. */
  readonly onDeadline: () => void;
}

/** Rule SES-3: gives every phase of a session its deadline, and measures how long it took. */
export class PhaseTimer {
  readonly #deps: PhaseTimerDeps;
  #phase: Phase;
  #since: number;
  #grantedAt = 0;
  #onlineMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(first: Phase, deps: PhaseTimerDeps) {
    this.#deps = deps;
    this.#phase = first;
    this.#since = deps.now();
    this.#arm();
  }

  /** The session is granted: what follows counts from now, and its exchange may take this long. */
  granted(onlineMs: number): void {
    this.#grantedAt = this.#deps.now();
    this.#onlineMs = onlineMs;
  }

  /** The session has come to another phase. */
  enter(phase: Phase): void {
    const before = this.#phase;
    const now = this.#deps.now();
    this.#deps.phaseSeconds.observe({ phase: before }, Math.max(0, now - this.#since) / 1000);
    this.#since = now;
    this.#phase = phase;
    // A connection's first request is checked within its time to open; of a later one that time begins with it.
    if (phase === 'checking' && before !== 'kept') return;
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    this.stop();
    const after = this.#deadline();
    if (after !== undefined) this.#timer = setTimeout(this.#deps.onDeadline, after);
  }

  /** In ms from now. `idle` is counted from the grant, as the grant says. */
  #deadline(): number | undefined {
    const { limits, now } = this.#deps;
    return {
      open: limits.openTimeoutMs,
      kept: limits.keptTimeoutMs,
      checking: limits.openTimeoutMs,
      setup: Math.min(limits.setupTimeoutMs, limits.idleTimeoutMs),
      idle: Math.max(0, limits.idleTimeoutMs - Math.max(0, now() - this.#grantedAt)),
      pricing: limits.openTimeoutMs,
      online: this.#onlineMs,
      ended: undefined,
    }[this.#phase];
  }
}
