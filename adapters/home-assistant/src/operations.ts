import { isParameter, isText, jsonBody, quotedParam } from '@cloudx3/adapter-kit';
import type { OperationDraft } from '@cloudx3/adapter-kit';

/** A kind of sensor: what the server must say its unit is, and the range of what can be measured. */
interface Sensor {
  readonly name: string;
  readonly reading: string;
  /** The text of `unit_of_measurement`. */
  readonly shown: string;
  readonly unit: string;
  readonly min: string;
  readonly max: string;
}

const SENSORS = {
  temperature: {
    name: 'temperature',
    reading: 'temperature',
    shown: '°C',
    unit: 'Cel',
    min: '-100',
    max: '1000',
  },
  humidity: { name: 'humidity', reading: 'humidity', shown: '%', unit: '%', min: '0', max: '100' },
  power: { name: 'power', reading: 'power', shown: 'W', unit: 'W', min: '-1000000', max: '1000000' },
  energyWh: {
    name: 'energy-wh',
    reading: 'energy',
    shown: 'Wh',
    unit: 'Wh',
    min: '-1000000000',
    max: '1000000000',
  },
  energyKwh: {
    name: 'energy-kwh',
    reading: 'energy',
    shown: 'kWh',
    unit: 'kWh',
    min: '-1000000000',
    max: '1000000000',
  },
} as const satisfies Record<string, Sensor>;

export type HomeAssistantOperation = keyof typeof SENSORS | 'switchState' | 'switchSet';

const ENTITY_ID = { type: 'token', charset: 'unreserved', minLength: 3, maxLength: 64 } as const;

export function operations(
  server: OperationDraft['server'],
  maxResponseBytes: number,
): Record<HomeAssistantOperation, OperationDraft> {
  const sensor = (kind: Sensor): OperationDraft => ({
    ...state(server, maxResponseBytes),
    name: `home-assistant/${kind.name}`,
    // A sensor's state is text, and its unit is a setting of the server's owner.
    readings: {
      [kind.reading]: {
        unit: kind.unit,
        path: ['state'],
        source: 'numeric-string',
        min: kind.min,
        max: kind.max,
      },
    },
    conditions: [IS_ENTITY, isText(['attributes', 'unit_of_measurement'], kind.shown)],
  });
  return {
    temperature: sensor(SENSORS.temperature),
    humidity: sensor(SENSORS.humidity),
    power: sensor(SENSORS.power),
    energyWh: sensor(SENSORS.energyWh),
    energyKwh: sensor(SENSORS.energyKwh),
    switchState: {
      ...state(server, maxResponseBytes),
      name: 'home-assistant/switch-state',
      // "unavailable" and "unknown" are no states of a switch, and no readings.
      readings: { on: { unit: '1', path: ['state'], source: 'mapped-string', map: { on: '1', off: '0' } } },
      conditions: [IS_ENTITY],
    },
    switchSet: {
      kind: 'action',
      name: 'home-assistant/switch-set',
      server,
      method: 'POST',
      target: '/api/services/switch/{service}',
      contentType: 'application/json',
      body: jsonBody({ entity_id: quotedParam('entity_id') }),
      parameters: { entity_id: ENTITY_ID, service: { type: 'choice', values: ['turn_off', 'turn_on'] } },
      // Status 200 with a list of what changed: it is empty where nothing did, and for an unknown entity. The read-back proves.
      maxResponseBytes,
    },
  };
}

const IS_ENTITY = isParameter(['entity_id'], 'entity_id');

function state(server: OperationDraft['server'], maxResponseBytes: number): Omit<OperationDraft, 'name'> {
  return {
    kind: 'read',
    server,
    method: 'GET',
    target: '/api/states/{entity_id}',
    parameters: { entity_id: ENTITY_ID },
    // The last time that the state or an attribute was written anew.
    observedAt: { path: ['last_updated'], format: 'rfc3339' },
    maxResponseBytes,
  };
}
