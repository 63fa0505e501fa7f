import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Plug } from './plug.ts';
import { RelayStore } from './relay-store.ts';

const flat = (name: string, value: number) => ({
  name,
  unit: '',
  times: [0, 60_000],
  values: [value, value / 2],
  endMs: 120_000,
});
const DATA = { power: flat('W', 1_000), voltage: flat('V', 230), current: flat('A', 4) };

/** Runs `use` with a store on a file, and again with the file opened anew. */
function withStore(use: (open: () => RelayStore) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'adapters-emulator-plug-'));
  const stores: RelayStore[] = [];
  try {
    use(() => {
      const store = new RelayStore(join(folder, 'x.sqlite'));
      stores.push(store);
      return store;
    });
  } finally {
    for (const store of stores) store[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a plug', () => {
  it('meters exactly what it showed while it was on, over any switching, and the same after a restart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ after: fc.integer({ min: 1, max: 200 }), on: fc.boolean() }), { maxLength: 12 }),
        (steps) => {
          withStore((open) => {
            const plug = (store: RelayStore) =>
              new Plug(
                { id: 'aabbcc', on: false, offsetMs: 0 },
                { store, data: DATA, clock: { epochMs: 0, speed: 1 } },
              );
            const live = plug(open());
            let now = 0;
            let expectedWh = 0;
            let switches = 0;
            for (const { after, on } of steps) {
              for (let second = 0; second < after; second += 1)
                expectedWh += live.powerW(now + second * 1_000) / 3_600;
              now += after * 1_000;
              if (live.isOn() !== on) switches += 1;
              live.turn(on, now);
            }
            expect(live.energyWh(now)).toBeCloseTo(expectedWh, 6);
            const again = plug(open());
            expect([again.energyWh(now), again.isOn(), again.switches(), again.commands()]).toEqual([
              live.energyWh(now),
              live.isOn(),
              switches,
              steps.length,
            ]);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps when the replay began, whatever the clock says at a restart', () => {
    withStore((open) => {
      expect(open().epoch(1_000)).toBe(1_000);
      expect(open().epoch(2_000)).toBe(1_000);
    });
  });

  it('undoes a switch whose writing failed', () => {
    withStore((open) => {
      const store = open();
      store.introduce('aabbcc', { atMs: 0, on: false, energyWh: 0 });
      expect(() =>
        store.atomically(() => {
          store.countCommand('aabbcc');
          throw new Error('the disk is full');
        }),
      ).toThrow('the disk is full');
      expect(store.commands('aabbcc')).toBe(0);
      store.atomically(() => store.countCommand('aabbcc'));
      expect(store.commands('aabbcc')).toBe(1);
    });
  });
});
