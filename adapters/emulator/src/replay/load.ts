import { readFileSync } from 'node:fs';
import { EmulatorError } from '../error.ts';
import { readSeries } from './csv.ts';
import type { Series } from './series.ts';

/** All that the emulator plays. */
export interface MeasuredData {
  /** What a plug's load draws, W, and what was measured with it: V and A. */
  readonly power: Series;
  readonly voltage: Series;
  readonly current: Series;
  /** By Open-Meteo's name of the variable, in its default unit. */
  readonly weather: ReadonlyMap<string, Series>;
  /** Height of the weather station in metres. */
  readonly elevation: number;
}

/** San Luis Valley, Colorado: the station of the weather file (see data/README.md). */
const STATION_ELEVATION_M = 2_317;

const HOUSEHOLD = { file: 'household-sceaux-2007-02-01.csv', time: 'time_local' } as const;
const WEATHER = { file: 'weather-alamosa-2016-01-01.csv', time: 'time_utc' } as const;

/** Reads the measured series that come with the package. Throws {@link EmulatorError} `emulator.data`. */
export function loadMeasuredData(folder: URL = new URL('../../data/', import.meta.url)): MeasuredData {
  const household = textOf(folder, HOUSEHOLD.file);
  const weather = textOf(folder, WEATHER.file);
  const measured = (column: string, unit: string, factor: number) =>
    readSeries(household, { ...HOUSEHOLD, column, unit, factor });
  const observed = (column: string, unit: string, factor: number) =>
    readSeries(weather, { ...WEATHER, column, unit, factor });
  return {
    power: measured('active_power_kw', 'W', 1_000),
    voltage: measured('voltage_v', 'V', 1),
    current: measured('current_a', 'A', 1),
    weather: new Map([
      ['temperature_2m', observed('air_temperature_10m_celsius', '°C', 1)],
      ['relative_humidity_2m', observed('relative_humidity_percent', '%', 1)],
      ['wind_speed_10m', observed('wind_speed_m_per_s', 'km/h', 3.6)],
    ]),
    elevation: STATION_ELEVATION_M,
  };
}

function textOf(folder: URL, file: string): string {
  try {
    return readFileSync(new URL(file, folder), 'utf8');
  } catch (cause) {
    throw new EmulatorError('emulator.data', `${file}: cannot be read; it comes with the package in data/`, {
      cause,
    });
  }
}
