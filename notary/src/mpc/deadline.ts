import type { MpcChild } from './child-process.ts';
import { NotaryError } from '../session/error.ts';

export interface Bounds {
  readonly step: string;
  readonly ms: number;
  readonly silenceMs?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** @throws NotaryError `mpc.aborted` */
export function checkNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted('start');
}

function aborted(step: string): NotaryError {
  return new NotaryError('mpc.aborted', 'The MPC session was aborted by its caller.', { step });
}

/** Ends `child` when the step that it is in takes too long or the caller gives up. */
export class PhaseGuard {
  readonly #child: MpcChild;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  #step = 'start';
  #timer: NodeJS.Timeout | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;

  constructor(child: MpcChild, signal: AbortSignal | undefined) {
    this.#child = child;
    this.#signal = signal;
    this.#onAbort = () => {
      child.fail(aborted(this.#step));
    };
    if (signal?.aborted === true) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Enters the next step, which may take `ms`, and during which bytes pass at least every `silenceMs` if given. */
  enter(step: string, ms: number, silenceMs?: number): void {
    this.#stopTimers();
    this.#step = step;
    this.#timer = setTimeout(() => {
      this.#child.fail(
        new NotaryError('mpc.deadline', `The MPC step "${step}" took longer than its ${ms} ms.`, { step }),
      );
    }, ms);
    if (silenceMs !== undefined) this.#watchSilence(step, silenceMs);
  }

  #watchSilence(step: string, silenceMs: number): void {
    let seen = this.#child.channelBytes;
    this.#silenceTimer = setInterval(() => {
      const now = this.#child.channelBytes;
      if (now === seen) {
        this.#child.fail(
          new NotaryError(
            'mpc.stalled',
            `Nothing passed between the parties for ${silenceMs} ms in "${step}".`,
            { step },
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

/** Runs one step of `child` under a deadline and a signal. */
export async function bounded<T>(
  child: MpcChild,
  { step, ms, silenceMs, signal }: Bounds,
  work: () => Promise<T>,
): Promise<T> {
  const guard = new PhaseGuard(child, signal);
  guard.enter(step, ms, silenceMs);
  try {
    return await work();
  } finally {
    guard.end();
  }
}
