import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation, OperationSpec } from '@cloudx3/verifier-core';

/** A read with a key in its query, as Shelly Cloud has it. */
const POWER_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/power',
  server: { name: 'shelly-103-eu.example.com' },
  method: 'POST',
  target: '/v2/devices/api/get?auth_key={!auth_key}',
  headers: { accept: 'application/json' },
  contentType: 'application/json',
  body: '{{"ids":["{device_id}"],"select":["status"]}}',
  parameters: { device_id: { type: 'token', charset: 'hex-lower', minLength: 12, maxLength: 12 } },
  holes: { auth_key: { charset: 'alphanumeric', minLength: 20, maxLength: 96 } },
  conditions: [
    { path: [{ where: 'id', equals: '{device_id}' }], present: true },
    { path: [{ where: 'id', equals: '{device_id}' }, 'online'], literal: '1' },
  ],
  readings: {
    power: {
      unit: 'W',
      path: [{ where: 'id', equals: '{device_id}' }, 'status', 'switch:0', 'apower'],
      min: '-5000',
      max: '5000',
    },
    energy: {
      unit: 'Wh',
      path: [{ where: 'id', equals: '{device_id}' }, 'status', 'switch:0', 'aenergy', 'total'],
      min: '0',
    },
  },
  maxRequestBytes: 512,
  maxResponseBytes: 2048,
};

/** A read without a credential that carries the vendor's own time, as Open-Meteo has it. */
const WEATHER_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/temperature',
  server: { name: 'api.example.com', port: 8443 },
  method: 'GET',
  target: '/v1/forecast?latitude={latitude}&longitude={longitude}&current=temperature_2m&timezone=UTC',
  parameters: {
    latitude: { type: 'decimal', maxScale: 4, min: '-90', max: '90' },
    longitude: { type: 'decimal', maxScale: 4, min: '-180', max: '180' },
  },
  conditions: [{ path: ['current_units', 'temperature_2m'], equals: '°C' }],
  readings: { temperature: { unit: 'Cel', path: ['current', 'temperature_2m'], min: '-100', max: '100' } },
  observedAt: { path: ['current', 'time'], format: 'iso8601-utc' },
  maxRequestBytes: 512,
  maxResponseBytes: 4096,
};

/** An action with a bearer token and all types of parameters. */
const SWITCH_SPEC: OperationSpec = {
  kind: 'action',
  name: 'example/switch',
  server: { name: 'home.example.org' },
  method: 'POST',
  target: '/api/services/{domain}/turn_{turn}',
  headers: { authorization: 'Bearer {!token}', 'x-priority': '{priority}' },
  contentType: 'application/json',
  body: '{{"entity_id":"{entity}","transition":{seconds}}}',
  parameters: {
    domain: { type: 'choice', values: ['light', 'switch'] },
    turn: { type: 'choice', values: ['on', 'off'] },
    entity: { type: 'token', charset: 'identifier', minLength: 3, maxLength: 64 },
    priority: { type: 'integer', min: -5, max: 5 },
    seconds: { type: 'decimal', maxScale: 1, min: '0', max: '60' },
  },
  holes: { token: { charset: 'unreserved', minLength: 16, maxLength: 512 } },
  successStatuses: [201, 200],
  maxRequestBytes: 1024,
  maxResponseBytes: 65_536,
};

/** Every source, condition and step that the language has. */
const EVERYTHING_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/a/b-2',
  server: { name: 'a.b', port: 1 },
  method: 'PUT',
  target: '/{{x}}?a={index}',
  headers: { 'X-B': 'two words', 'X-A': 'a {index} b' },
  contentType: 'text/plain',
  body: 'grüße {index} ',
  parameters: { index: { type: 'integer', min: -(2n ** 63n), max: 2n ** 63n - 1n } },
  successStatuses: [200, 204, 299],
  conditions: [
    { path: [], present: true },
    { path: ['a', 0, { where: 'k', equals: '' }], equals: '' },
    { path: ['b'], equals: 'x{index}y' },
    { path: ['c'], literal: 'null' },
    { path: ['d'], literal: '-1.50e+3' },
    { path: ['e'], present: false },
  ],
  readings: {
    boolean: { unit: '1', path: ['flag'], source: 'boolean' },
    mapped: { unit: '1', path: ['state'], source: 'mapped-string', map: { on: '1', off: '0', über: '0.5' } },
    number: { unit: 'kWh', path: ['n'], exponent: -3, min: '-0.5', max: '1e3' },
    text: { unit: '%', path: ['s'], source: 'numeric-string', exponent: 2 },
  },
  observedAt: { path: ['t'], format: 'unix-ms' },
  maxRequestBytes: 16_384,
  maxResponseBytes: 1_048_576,
};

/** Holes in the target, in a header and two in the body, declared in another order than that in which they stand. */
const FOUR_HOLES_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/four-holes',
  server: { name: 'api.example.com' },
  method: 'POST',
  target: '/v1/power?key={!d_key}',
  headers: { 'x-token': '{!c_token}' },
  contentType: 'application/x-www-form-urlencoded',
  body: 'user={!b_user}&{!a_password}',
  holes: {
    a_password: { charset: 'alphanumeric', minLength: 7, maxLength: 7 },
    b_user: { charset: 'alphanumeric', minLength: 6, maxLength: 6 },
    c_token: { charset: 'alphanumeric', minLength: 5, maxLength: 5 },
    d_key: { charset: 'alphanumeric', minLength: 3, maxLength: 4 },
  },
  readings: { power: { unit: 'W', path: ['power'] } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
};

export const POWER: CheckedOperation = defineOperation(POWER_SPEC);
export const WEATHER: CheckedOperation = defineOperation(WEATHER_SPEC);
export const SWITCH: CheckedOperation = defineOperation(SWITCH_SPEC);
export const FOUR_HOLES: CheckedOperation = defineOperation(FOUR_HOLES_SPEC);
export const EVERYTHING: CheckedOperation = defineOperation(EVERYTHING_SPEC);
