import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { branch, moduleStore } from './context.ts';
import { event } from './events.ts';

describe('a branch', () => {
  it('shows its writes to the context it came from when it is committed, and its events never', () => {
    const ctx = createTestApp(0).context();
    moduleStore(ctx, 'wasm').set('k', Uint8Array.of(1));
    const inner = branch(ctx);
    moduleStore(inner.ctx, 'wasm').set('k', Uint8Array.of(2));
    inner.ctx.events.push(event('tx', { k: 'v' }));
    expect(moduleStore(ctx, 'wasm').get('k')).toEqual(Uint8Array.of(1));
    inner.commit();
    expect(moduleStore(ctx, 'wasm').get('k')).toEqual(Uint8Array.of(2));
    expect(ctx.events).toEqual([]);
  });

  it('pays from the same gas, whether it is committed or not', () => {
    const ctx = createTestApp(0).context();
    const before = ctx.gas.consumed;
    moduleStore(branch(ctx).ctx, 'wasm').has('k');
    expect(ctx.gas.consumed - before).toBe(1000);
  });

  it('within a branch reaches the outermost only through the one between', () => {
    const ctx = createTestApp(0).context();
    const outer = branch(ctx);
    const inner = branch(outer.ctx);
    moduleStore(inner.ctx, 'bank').set('k', Uint8Array.of(1));
    inner.commit();
    expect(moduleStore(ctx, 'bank').has('k')).toBe(false);
    outer.commit();
    expect(moduleStore(ctx, 'bank').has('k')).toBe(true);
    expect(moduleStore(ctx, 'wasm').has('k')).toBe(false);
  });
});
