import { readFileSync } from 'node:fs';
import { periodMs } from 'cloudx3-emulator';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from './variables.ts';
import { STATION_ELEVATION_M, loadWeather } from './weather.ts';

describe('the weather', () => {
  const weather = loadWeather();

  it('covers a day, minute by minute, for every variable that the cloud shows', () => {
    expect(Object.keys(weather)).toEqual(Object.keys(VARIABLES));
    for (const series of Object.values(weather)) {
      expect(periodMs(series), series.name).toBe(86_400_000);
      expect(series.values, series.name).toHaveLength(1_440);
    }
  });

  it('is in the vendor’s default units: the first line has −7.6 °C, 52.7 % and 3.1 m/s', () => {
    expect(weather['temperature_2m']?.values[0]).toBeCloseTo(-7.6);
    expect(weather['relative_humidity_2m']?.values[0]).toBeCloseTo(52.7);
    expect(weather['wind_speed_10m']?.values[0]).toBeCloseTo(11.16);
    for (const [name, { unit }] of Object.entries(weather))
      expect(unit).toBe(Object.values(VARIABLES[name]?.units ?? {})[0]?.text);
  });

  it('was measured at the height that its source says', () => {
    const file = new URL('../../data/sources.json', import.meta.url);
    const sources = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { elevationMeters: string }>;
    expect(Object.values(sources).map(({ elevationMeters }) => Number(elevationMeters))).toEqual([
      STATION_ELEVATION_M,
    ]);
  });

  it('is refused where the file is missing', () => {
    expect(() => loadWeather(new URL('file:///nowhere/x.csv'))).toThrow(
      expect.objectContaining({ code: 'emulator.data' }),
    );
  });
});
