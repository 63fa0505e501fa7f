import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSeries } from './csv.ts';
import { loadMeasuredData } from './load.ts';
import { periodMs } from './series.ts';

const DAY_MS = 86_400_000;

describe('measured data', () => {
  const data = loadMeasuredData();

  it('covers a day, minute by minute, within what is physically possible', () => {
    for (const series of [data.power, data.voltage, data.current, ...data.weather.values()]) {
      expect(periodMs(series), series.name).toBe(DAY_MS);
      expect(series.values.length, series.name).toBeGreaterThan(1_400);
    }
    expect(Math.min(...data.power.values)).toBeGreaterThan(0);
    expect(Math.max(...data.power.values)).toBeLessThan(10_000);
    expect(data.voltage.values.every((volts) => volts > 200 && volts < 260)).toBe(true);
    expect([...data.weather.keys()]).toEqual(['temperature_2m', 'relative_humidity_2m', 'wind_speed_10m']);
  });

  it('is in the units that it says', () => {
    // The first lines of the files: 0.326 kW, 243.15 V, 1.4 A; −7.6 °C, 52.7 %, 3.1 m/s.
    expect(data.power.values[0]).toBeCloseTo(326);
    expect(data.voltage.values[0]).toBeCloseTo(243.15);
    expect(data.current.values[0]).toBeCloseTo(1.4);
    expect(data.weather.get('temperature_2m')?.values[0]).toBeCloseTo(-7.6);
    expect(data.weather.get('relative_humidity_2m')?.values[0]).toBeCloseTo(52.7);
    expect(data.weather.get('wind_speed_10m')?.values[0]).toBeCloseTo(11.16);
  });

  it('is what its README and sources.json say', () => {
    const folder = new URL('../../data/', import.meta.url);
    const sources = JSON.parse(readFileSync(new URL('sources.json', folder), 'utf8')) as Record<
      string,
      { sha256: string; elevationMeters?: string }
    >;
    expect(Object.keys(sources)).toHaveLength(2);
    for (const [file, { sha256 }] of Object.entries(sources)) {
      expect(
        createHash('sha256')
          .update(readFileSync(new URL(file, folder)))
          .digest('hex'),
        file,
      ).toBe(sha256);
    }
    const station = Object.values(sources).find(({ elevationMeters }) => elevationMeters !== undefined);
    expect(String(data.elevation)).toBe(station?.elevationMeters);
  });

  it('is refused where a file is missing', () => {
    expect(() => loadMeasuredData(new URL('file:///nowhere/'))).toThrow(
      expect.objectContaining({ code: 'emulator.data' }),
    );
  });
});

describe('a CSV column', () => {
  const options = { file: 'x.csv', time: 't', column: 'v', unit: 'W', factor: 1 };
  const read = (text: string) => readSeries(text, options);

  it('leaves a missing sample out, so that the one before holds on', () => {
    const series = read('t,v\n2007-02-01T00:00,1\n2007-02-01T00:01,\n2007-02-01T00:02,0\n');
    expect(series.values).toEqual([1, 0]);
  });

  it.each([
    ['no such column', 't,w\n2007-02-01T00:00,1\n'],
    ['a value that is no number', 't,v\n2007-02-01T00:00,1\n2007-02-01T00:01,NaN\n'],
    ['a time that is none', 't,v\nyesterday,1\n2007-02-01T00:01,1\n'],
    ['times out of order', 't,v\n2007-02-01T00:01,1\n2007-02-01T00:00,1\n'],
    ['one sample', 't,v\n2007-02-01T00:01,1\n'],
    ['nothing', ''],
  ])('is refused for %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'emulator.data' }));
  });
});
