import { hostName } from '@cloudx3/adapter-kit';
import { emulatedVendor } from 'cloudx3-emulator';
import * as z from 'zod';
import { OpenMeteoCloud } from './cloud.ts';
import { STATION_ELEVATION_M, loadWeather } from './weather.ts';

/** `[open_meteo]` of `emulator.toml`. */
const table = z.strictObject({ host: hostName.default('api.open-meteo.com') });

/** Open-Meteo's forecast API for the emulator: one weather station's day, for any place on earth. */
export const emulated = emulatedVendor({
  vendor: 'open-meteo',
  table,
  open: ({ host }, { clock, rateLimitScale, intervalSeconds }) =>
    new OpenMeteoCloud(
      { host, rateLimitScale, intervalSeconds, elevation: STATION_ELEVATION_M },
      { clock, series: loadWeather() },
    ),
});
