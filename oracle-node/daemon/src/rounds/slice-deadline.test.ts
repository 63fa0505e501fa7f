import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { SliceDeadline, countsUntilMs } from './slice-deadline.ts';

const feed = { startMs: 1_000_000n, intervalMs: 60_000n };
const ROUND = 2n;
const ENDS = 1_180_000;

/** A deadline for round 2 with the clock at `atMs`, and a way to move on and let everybody react. */
function setUp(atMs = 1_120_000) {
  const clock = new ManualClock(atMs);
  const caller = new AbortController();
  const deadline = new SliceDeadline({ feed, round: ROUND }, clock, caller.signal);
  const moveTo = async (ms: number): Promise<boolean> => {
    clock.advance(ms - clock.nowMs());
    await new Promise((resolve) => setImmediate(resolve));
    return deadline.signal.aborted;
  };
  return { deadline, caller, moveTo };
}

describe('countsUntilMs', () => {
  it('is the end of the slice, and half an interval later for what is bound', () => {
    expect(countsUntilMs(feed, ROUND, false)).toBe(ENDS);
    expect(countsUntilMs(feed, ROUND, true)).toBe(ENDS + 30_000);
    expect(countsUntilMs({ startMs: 0n, intervalMs: 1n }, 0n, true)).toBe(1);
  });
});

describe('a notarization', () => {
  it('that is not bound when the slice ends is ended then, and not before', async () => {
    const { deadline, moveTo } = setUp();
    deadline.enter('connecting');
    deadline.enter('binding');
    expect(await moveTo(ENDS - 1)).toBe(false);
    expect(await moveTo(ENDS)).toBe(true);
    expect(deadline.isOver).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ code: 'node.late' });
  });

  it('that is bound in time has half an interval more', async () => {
    const { deadline, moveTo } = setUp();
    expect(await moveTo(ENDS - 1)).toBe(false);
    deadline.enter('exchanging');
    expect(await moveTo(ENDS)).toBe(false);
    expect(await moveTo(ENDS + 29_999)).toBe(false);
    expect(await moveTo(ENDS + 30_000)).toBe(true);
  });

  it('that begins after the slice is over ends at once', async () => {
    expect(await setUp(ENDS).moveTo(ENDS)).toBe(true);
  });

  it('that is finished is ended by nothing', async () => {
    const { deadline, moveTo } = setUp();
    deadline.close();
    expect(await moveTo(ENDS + 60_000)).toBe(false);
    expect(deadline.isOver).toBe(false);
  });

  it('ends with its caller, which is no lateness', async () => {
    const { deadline, caller, moveTo } = setUp();
    caller.abort(new Error('the node closes'));
    expect(await moveTo(1_130_000)).toBe(true);
    expect(deadline.isOver).toBe(false);
    expect(deadline.signal.reason).toMatchObject({ message: 'the node closes' });
  });
});
