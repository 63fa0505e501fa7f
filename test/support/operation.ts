import { defineOperation } from '@cloudx3/verifier-core';

/** A small READ operation for tests and benchmarks that need one and no vendor. */
export const TEMPERATURE = defineOperation({
  kind: 'read',
  name: 'test/temperature',
  server: { name: 'sensor.cloudx3.test', port: 443 },
  method: 'GET',
  target: '/v1/stations/{station}',
  parameters: { station: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 16 } },
  readings: { temperature: { unit: 'Cel', path: ['temperature'], min: '-100', max: '100' } },
  maxRequestBytes: 512,
  maxResponseBytes: 1024,
});

/** Up to ten plugs in one response, with what a vendor of plugs says of each. */
export const PLUGS = defineOperation({
  kind: 'read',
  name: 'test/plugs',
  server: { name: 'plugs.cloudx3.test', port: 443 },
  method: 'GET',
  target: '/v1/plugs?ids={ids}',
  parameters: {
    ids: {
      type: 'list',
      item: { charset: 'hex-lower', minLength: 12, maxLength: 12 },
      maxItems: 10,
      separator: ',',
    },
  },
  rows: { path: [], key: ['id'], list: 'ids', conditions: [{ path: ['online'], literal: 'true' }] },
  readings: {
    energy: { unit: 'Wh', path: ['energy'], min: '0', quantity: 'energy', kind: 'total' },
    on: { unit: '/', path: ['on'], source: 'boolean', kind: 'measurement' },
    power: {
      unit: 'W',
      path: ['power'],
      min: '-10000',
      max: '10000',
      quantity: 'power',
      kind: 'measurement',
    },
  },
  observedAt: { path: ['ts'], format: 'unix-s' },
  maxRequestBytes: 512,
  maxResponseBytes: 6_144,
});
