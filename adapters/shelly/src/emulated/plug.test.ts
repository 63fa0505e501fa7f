import { openDeviceStore } from 'cloudx3-emulator/in-process';
import type { DeviceStore } from 'cloudx3-emulator/in-process';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Plug } from './plug.ts';

const flat = (name: string, value: number) => ({
  name,
  unit: '',
  times: [0, 60_000],
  values: [value, value / 2],
  endMs: 120_000,
});
const DATA = { power: flat('W', 1_000), voltage: flat('V', 230), current: flat('A', 4) };

function plugIn(store: DeviceStore, offsetMs = 0): Plug {
  const deps = { log: Plug.log(store.logsOf('shelly')), data: DATA, clock: { epochMs: 0, speed: 1 } };
  return new Plug({ id: 'aabbcc', on: false, offsetMs }, deps);
}

/** Runs `use` with a store on a file, and again with the file opened anew. */
function withStore(use: (open: () => DeviceStore) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'adapters-shelly-plug-'));
  const stores: DeviceStore[] = [];
  try {
    use(() => {
      const store = openDeviceStore(join(folder, 'x.sqlite'));
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
            const live = plugIn(open());
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
            const again = plugIn(open());
            expect(again.describe(now)).toEqual(live.describe(now));
            expect(again.describe(now)).toMatchObject({ switches, commands: steps.length });
          });
        },
      ),
      // A found case is short enough; looking for a shorter one would write thousands of files.
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('shows the mains whether it is on or not, and a load only while it is on', () => {
    withStore((open) => {
      const plug = plugIn(open());
      expect([plug.powerW(0), plug.currentA(0), plug.voltageV(0)]).toEqual([0, 0, 230]);
      plug.turn(true, 1_000);
      expect([plug.powerW(1_000), plug.currentA(1_000), plug.voltageV(1_000)]).toEqual([1_000, 4, 230]);
    });
  });

  it('begins elsewhere in the series where it is told to', () => {
    withStore((open) => {
      const plug = plugIn(open(), 60_000);
      plug.turn(true, 0);
      expect(plug.powerW(0)).toBe(500);
      expect(plug.energyWh(60_000)).toBeCloseTo(500 / 60, 9);
    });
  });

  it('knows its meter at a time before its last change, and none before it was known', () => {
    withStore((open) => {
      const plug = plugIn(open());
      plug.turn(true, 60_000);
      plug.turn(false, 120_000);
      expect([0, 60_000, 90_000, 500_000].map((timeMs) => plug.energyWh(timeMs))).toEqual([
        0,
        0,
        500 / 120,
        500 / 60,
      ]);
    });
  });
});
