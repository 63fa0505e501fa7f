import { periodMs } from 'cloudx3-emulator';
import { describe, expect, it } from 'vitest';
import { loadHousehold } from './household.ts';

describe('the household', () => {
  const { power, voltage, current } = loadHousehold();

  it('covers a day, minute by minute, within what is physically possible', () => {
    for (const series of [power, voltage, current]) {
      expect(periodMs(series), series.name).toBe(86_400_000);
      expect(series.values, series.name).toHaveLength(1_440);
    }
    expect(Math.min(...power.values)).toBeGreaterThan(0);
    expect(Math.max(...power.values)).toBeLessThan(10_000);
    expect(voltage.values.every((volts) => volts > 200 && volts < 260)).toBe(true);
  });

  it('is in the units that it says: the first line has 0.326 kW, 243.15 V and 1.4 A', () => {
    expect([power.unit, voltage.unit, current.unit]).toEqual(['W', 'V', 'A']);
    expect(power.values[0]).toBeCloseTo(326);
    expect(voltage.values[0]).toBeCloseTo(243.15);
    expect(current.values[0]).toBeCloseTo(1.4);
  });

  it('agrees with itself: power is voltage times current, less what the load gives back', () => {
    power.values.forEach((watts, at) => {
      // The current is given to 0.2 A, and all three are averages of the minute.
      const apparent = (voltage.values[at] ?? 0) * ((current.values[at] ?? 0) + 0.1);
      expect(watts / apparent, `minute ${at}`).toBeGreaterThan(0.4);
      expect(watts / apparent, `minute ${at}`).toBeLessThan(1.05);
    });
  });

  it('is refused where the file is missing', () => {
    expect(() => loadHousehold(new URL('file:///nowhere/x.csv'))).toThrow(
      expect.objectContaining({ code: 'emulator.data' }),
    );
  });
});
