import type { MpcChild } from './child-process.ts';
import { MpcError } from './errors.ts';

export interface Bounds {
  readonly phase: string;
  readonly ms: number;
  readonly silenceMs?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** @throws MpcError `mpc.aborted` */
export function checkNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted('start');
}

function aborted(phase: string): MpcError {
  return new MpcError('mpc.aborted', 'The MPC session was aborted by its caller.', { phase });
}

/** Ends `child` when the phase that it is in takes too long or the caller gives up. */
export class PhaseGuard {
  readonly #child: MpcChild;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  #phase = 'start';
  #timer: NodeJS.Timeout | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;

  constructor(child: MpcChild, signal: AbortSignal | undefined) {
    this.#child = child;
    this.#signal = signal;
    this.#onAbort = () => {
      child.fail(aborted(this.#phase));
    };
    if (signal?.aborted === true) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Enters the next phase, which may take `ms`, and during which bytes pass at least every `silenceMs` if given. */
  enter(phase: string, ms: number, silenceMs?: number): void {
    this.#stopTimers();
    this.#phase = phase;
    this.#timer = setTimeout(() => {
      this.#child.fail(
        new MpcError('mpc.deadline', `The MPC phase "${phase}" took longer than its ${ms} ms.`, { phase }),
      );
    }, ms);
    if (silenceMs !== undefined) this.#watchSilence(phase, silenceMs);
  }

  #watchSilence(phase: string, silenceMs: number): void {
    let seen = this.#child.channelBytes;
    this.#silenceTimer = setInterval(() => {
      const now = this.#child.channelBytes;
      if (now === seen) {
        this.#child.fail(
          new MpcError(
            'mpc.stalled',
            `Nothing passed between the parties for ${silenceMs} ms in "${phase}".`,
            {
              phase,
            },
          ),
        );
      }
      seen = now;
    }, silenceMs);
  }

  #stopTimers(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#silenceTimer);
  }

  end(): void {
    this.#stopTimers();
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}

/** Runs one phase of `child` under a deadline and a signal. */
export async function bounded<T>(
  child: MpcChild,
  { phase, ms, silenceMs, signal }: Bounds,
  work: () => Promise<T>,
): Promise<T> {
  const guard = new PhaseGuard(child, signal);
  guard.enter(phase, ms, silenceMs);
  try {
    return await work();
  } finally {
    guard.end();
  }
}
