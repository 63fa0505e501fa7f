import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NonceMemory } from './nonces.ts';
import { SessionSlots } from './slots.ts';

describe('SessionSlots', () => {
  it('holds each operator to its share and all to the whole, and takes back what is released once', () => {
    const slots = new SessionSlots({ maxSessions: 3, maxSessionsPerOperator: 2 });
    const first = slots.take('a');
    slots.take('a');
    const third = slots.take('a');
    expect(!third.ok && third.refusal.code).toBe('limit.operator_sessions');
    slots.take('b');
    const full = slots.take('c');
    expect(!full.ok && full.refusal.code).toBe('limit.sessions');
    if (first.ok) first.release();
    if (first.ok) first.release();
    expect(slots.total).toBe(2);
    expect(slots.take('c').ok).toBe(true);
  });

  it('never counts below zero or above its limits, in any order of taking and releasing', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (sequence) => {
        const slots = new SessionSlots({ maxSessions: 4, maxSessionsPerOperator: 2 });
        const held: Record<string, (() => void)[]> = { a: [], b: [], c: [] };
        for (const [operator, isTake] of sequence) {
          if (isTake) {
            const slot = slots.take(operator);
            if (slot.ok) held[operator]?.push(slot.release);
          } else held[operator]?.pop()?.();
          const counts = Object.values(held).map((releases) => releases.length);
          expect(slots.total).toBe(counts.reduce((sum, count) => sum + count, 0));
          expect(Math.max(...counts)).toBeLessThanOrEqual(2);
          expect(slots.total).toBeLessThanOrEqual(4);
        }
      }),
    );
  });
});

describe('NonceMemory', () => {
  it('refuses a nonce again until it has expired, and forgets it then', () => {
    const nonces = new NonceMemory(8);
    expect(nonces.take('a', 'n', 1_000, 0)).toBeUndefined();
    expect(nonces.take('a', 'n', 1_000, 999)?.code).toBe('session.replayed');
    expect(nonces.take('b', 'n', 1_000, 999)).toBeUndefined();
    nonces.take('c', 'other', 5_000, 1_000);
    expect(nonces.size).toBe(1);
  });

  it('gives each operator a share of its own', () => {
    const nonces = new NonceMemory(2);
    nonces.take('a', '1', 1_000, 0);
    nonces.take('a', '2', 1_000, 0);
    expect(nonces.take('a', '3', 1_000, 0)?.code).toBe('limit.operator_requests');
    expect(nonces.take('b', '1', 1_000, 0)).toBeUndefined();
  });
});
