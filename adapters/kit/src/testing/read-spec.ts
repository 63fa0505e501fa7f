import type { OperationSpec } from '@cloudx3/verifier-core';

/** A read with nothing unwise in it, for the linter's tests. */
export const READ_SPEC: OperationSpec = {
  kind: 'read',
  name: 'test/read',
  server: { name: 'api.example.org' },
  method: 'GET',
  target: '/x',
  readings: { power: { unit: 'W', path: ['power'], min: '0', max: '10' } },
  observedAt: { path: ['time'], format: 'unix-s' },
  maxRequestBytes: 128,
  maxResponseBytes: 512,
};
