import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../session/limits.ts';
import { PhaseTimer } from './phase-timer.ts';

const LIMITS = {
  ...DEFAULT_LIMITS,
  openTimeoutMs: 100,
  keptTimeoutMs: 200,
  setupTimeoutMs: 300,
  idleTimeoutMs: 1_000,
};
const ONLINE_MS = 500;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start(first: 'open' | 'kept') {
  const onDeadline = vi.fn();
  const observe = vi.fn();
  const timer = new PhaseTimer(first, {
    limits: LIMITS,
    now: Date.now,
    phaseSeconds: { observe },
    onDeadline,
  });
  /** Whether the deadline is still to come after so many ms, and has come one later. */
  const expectDeadlineIn = (ms: number): void => {
    vi.advanceTimersByTime(ms - 1);
    expect(onDeadline).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onDeadline).toHaveBeenCalledOnce();
  };
  return { timer, onDeadline, observe, expectDeadlineIn };
}

describe('SES-3: the deadline of a phase', () => {
  it('to open goes on while a first request is checked', () => {
    const { timer, expectDeadlineIn } = start('open');
    vi.advanceTimersByTime(60);
    timer.enter('checking');
    expectDeadlineIn(40);
  });

  it('begins with the request on a connection that was kept, whose check has its whole time', () => {
    const { timer, expectDeadlineIn } = start('kept');
    vi.advanceTimersByTime(190);
    timer.enter('checking');
    expectDeadlineIn(100);
  });

  it('of a connection that is kept is its own', () => start('kept').expectDeadlineIn(200));

  it('to bind counts from the grant, whatever setup took of it', () => {
    const { timer, expectDeadlineIn } = start('open');
    timer.enter('checking');
    timer.enter('setup');
    timer.granted(ONLINE_MS);
    vi.advanceTimersByTime(250);
    timer.enter('idle');
    expectDeadlineIn(750);
  });

  it('of the exchange is the mode’s', () => {
    const { timer, expectDeadlineIn } = start('open');
    timer.granted(ONLINE_MS);
    timer.enter('online');
    expectDeadlineIn(500);
  });

  it('is none any more where the session has ended or is given back', () => {
    const ended = start('open');
    ended.timer.enter('ended');
    const stopped = start('open');
    stopped.timer.stop();
    vi.runAllTimers();
    expect(ended.onDeadline).not.toHaveBeenCalled();
    expect(stopped.onDeadline).not.toHaveBeenCalled();
  });
});

describe('the time of a phase', () => {
  it('is measured in seconds when the next one begins', () => {
    const { timer, observe } = start('open');
    vi.advanceTimersByTime(50);
    timer.enter('checking');
    vi.advanceTimersByTime(20);
    timer.enter('setup');
    expect(observe.mock.calls).toEqual([
      [{ phase: 'open' }, 0.05],
      [{ phase: 'checking' }, 0.02],
    ]);
  });
});
