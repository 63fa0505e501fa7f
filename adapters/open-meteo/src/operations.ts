import { isLiteral, isText, param, target } from '@cloudx3/adapter-kit';
import type { OperationDraft } from '@cloudx3/adapter-kit';

export type OpenMeteoOperation = 'temperature' | 'current';

type Readings = NonNullable<OperationDraft['readings']>;

// Bounds lie beyond the records that the WMO keeps: what is outside them is no weather.
const TEMPERATURE: Readings[string] = {
  unit: 'Cel',
  path: ['current', 'temperature_2m'],
  min: '-95',
  max: '65',
};
const HUMIDITY: Readings[string] = {
  unit: '%',
  path: ['current', 'relative_humidity_2m'],
  min: '0',
  max: '100',
};
const WIND: Readings[string] = { unit: 'm/s', path: ['current', 'wind_speed_10m'], min: '0', max: '150' };

const isCelsius = isText(['current_units', 'temperature_2m'], '°C');
const isPercent = isText(['current_units', 'relative_humidity_2m'], '%');
const isMetresPerSecond = isText(['current_units', 'wind_speed_10m'], 'm/s');

export function operations(server: OperationDraft['server']): Record<OpenMeteoOperation, OperationDraft> {
  return {
    temperature: {
      ...current(server, 'temperature_2m'),
      name: 'open-meteo/temperature',
      readings: { temperature: TEMPERATURE },
      conditions: [...TIME_IS_UTC, isCelsius],
    },
    current: {
      ...current(server, 'temperature_2m,relative_humidity_2m,wind_speed_10m'),
      name: 'open-meteo/current',
      readings: { temperature: TEMPERATURE, humidity: HUMIDITY, wind_speed: WIND },
      conditions: [...TIME_IS_UTC, isCelsius, isPercent, isMetresPerSecond],
    },
  };
}

/** Without these the local time in `current.time` could be of any zone. */
const TIME_IS_UTC = [isText(['current_units', 'time'], 'iso8601'), isLiteral(['utc_offset_seconds'], '0')];

/**
 * Units, zone and time format are pinned in the query although they are the defaults today. The answer names the grid cell's
 * coordinates and not those asked for, so nothing in it can be compared with the parameters.
 */
function current(server: OperationDraft['server'], variables: string): Omit<OperationDraft, 'name'> {
  return {
    kind: 'read',
    server,
    method: 'GET',
    target: target('/v1/forecast', {
      latitude: param('latitude'),
      longitude: param('longitude'),
      current: variables,
      temperature_unit: 'celsius',
      wind_speed_unit: 'ms',
      timeformat: 'iso8601',
      timezone: 'GMT',
    }),
    parameters: {
      latitude: { type: 'decimal', maxScale: 4, min: '-90', max: '90' },
      longitude: { type: 'decimal', maxScale: 4, min: '-180', max: '180' },
    },
    observedAt: { path: ['current', 'time'], format: 'iso8601-utc' },
    // A head of about 200 bytes and a body of 330 to 450, in chunks.
    maxResponseBytes: 1_024,
  };
}
