import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation, OperationSpec } from '@cloudx3/verifier-core';

/** Ten plugs in one answer, as Shelly Cloud gives them: rows of an array, ids in the body. */
const PLUGS_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/plugs',
  server: { name: 'shelly-103-eu.example.com' },
  method: 'POST',
  target: '/v2/devices/api/get?auth_key={!auth_key}',
  contentType: 'application/json',
  body: '{{"ids":["{ids}"],"select":["status"]}}',
  parameters: {
    ids: {
      type: 'list',
      item: { charset: 'hex-lower', minLength: 6, maxLength: 12 },
      maxItems: 10,
      separator: '","',
    },
  },
  holes: { auth_key: { charset: 'alphanumeric', minLength: 20, maxLength: 20 } },
  conditions: [{ path: [0], present: true }],
  rows: { path: [], key: ['id'], list: 'ids', conditions: [{ path: ['online'], literal: '1' }] },
  readings: {
    energy: {
      unit: 'Wh',
      path: ['status', 'total'],
      min: '0',
      quantity: 'energy',
      kind: 'total_increasing',
    },
    power: { unit: 'W', path: ['status', 'apower'], quantity: 'power', kind: 'measurement' },
  },
  observedAt: { path: ['status', 'ts'], format: 'unix-s' },
  maxRequestBytes: 512,
  maxResponseBytes: 4_096,
};

/** Meters that are members of an object, ids in the target, with quality and period of each value. */
const METERS_SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/meters',
  server: { name: 'api.example.com' },
  method: 'GET',
  target: '/v1/{site}/meters?id={ids}&unit=kWh',
  parameters: {
    site: { type: 'token', charset: 'digits', minLength: 1, maxLength: 6 },
    ids: {
      type: 'list',
      item: { charset: 'unreserved', minLength: 1, maxLength: 24 },
      maxItems: 4,
      separator: '&id=',
    },
  },
  rows: {
    path: ['sites', { where: 'site', equals: '{site}' }, 'meters'],
    list: 'ids',
    conditions: [{ path: ['site'], equals: 's{site}' }],
  },
  readings: {
    imported: {
      unit: 'kWh',
      path: ['kwh'],
      source: 'numeric-string',
      quantity: 'energy',
      kind: 'total',
      periodMs: 900_000,
      quality: { path: ['quality'], map: { '1': 'ok', '2': 'estimated', null: 'bad', ok: 'ok' } },
    },
  },
  observedAt: { path: ['to'], format: 'unix-s' },
  periodStart: { path: ['from'], format: 'unix-s' },
  maxRequestBytes: 512,
  maxResponseBytes: 1_048_576,
};

/** One reading of one device, in a unit that is a URI, with what the second edition says of it. */
const PRICE_SPEC: OperationSpec = {
  edition: 2,
  kind: 'read',
  name: 'example/price',
  server: { name: 'api.example.com' },
  method: 'GET',
  target: '/v1/price',
  readings: {
    price: {
      unit: 'urn:iso:std:iso:4217:EUR',
      path: ['price'],
      quantity: 'monetary',
      kind: 'measurement',
      periodMs: 3_600_000,
      quality: { path: ['final'], map: { true: 'ok', false: 'estimated' } },
    },
  },
  observedAt: { path: ['to'], format: 'rfc3339' },
  periodStart: { path: ['from'], format: 'rfc3339' },
  maxRequestBytes: 256,
  maxResponseBytes: 1_024,
};

export const PLUGS: CheckedOperation = defineOperation(PLUGS_SPEC);
export const METERS: CheckedOperation = defineOperation(METERS_SPEC);
export const PRICE: CheckedOperation = defineOperation(PRICE_SPEC);
