import { loadSeries } from 'cloudx3-emulator';
import type { Series } from 'cloudx3-emulator';

/** What a plug's load draws, in W, and what was measured with it: V and A. */
export interface Household {
  readonly power: Series;
  readonly voltage: Series;
  readonly current: Series;
}

const FILE = new URL('../../data/household-sceaux-2007-02-01.csv', import.meta.url);

/** The measured day of a household (data/README.md). Throws `EmulatorError` `emulator.data`. */
export function loadHousehold(file: URL = FILE): Household {
  return loadSeries(
    { file, time: 'time_local' },
    {
      power: { column: 'active_power_kw', unit: 'W', factor: 1_000 },
      voltage: { column: 'voltage_v', unit: 'V' },
      current: { column: 'current_a', unit: 'A' },
    },
  );
}
