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
