import { loadSeries } from 'cloudx3-emulator';
import type { Series } from 'cloudx3-emulator';

/** San Luis Valley, Colorado: the height of the station in metres (data/README.md). */
export const STATION_ELEVATION_M = 2_317;

const FILE = new URL('../../data/weather-alamosa-2016-01-01.csv', import.meta.url);

/** The measured day, by the vendor's name of the variable and in its default unit. Throws `EmulatorError` `emulator.data`. */
export function loadWeather(file: URL = FILE): Readonly<Record<string, Series>> {
  return loadSeries(
    { file, time: 'time_utc' },
    {
      temperature_2m: { column: 'air_temperature_10m_celsius', unit: '°C' },
      relative_humidity_2m: { column: 'relative_humidity_percent', unit: '%' },
      wind_speed_10m: { column: 'wind_speed_m_per_s', unit: 'km/h', factor: 3.6 },
    },
  );
}
