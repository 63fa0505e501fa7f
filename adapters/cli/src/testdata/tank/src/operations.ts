import { isParameter, isText } from '@cloudx3/adapter-kit';
import type { OperationDraft } from '@cloudx3/adapter-kit';

export function operations(server: OperationDraft['server']): Record<'level', OperationDraft> {
  return {
    level: {
      kind: 'read',
      name: 'tank/level',
      server,
      method: 'GET',
      target: '/v1/tanks/{tank_id}',
      parameters: { tank_id: { type: 'token', charset: 'alphanumeric', minLength: 2, maxLength: 12 } },
      conditions: [isParameter(['id'], 'tank_id'), isText(['level', 'unit'], 'L')],
      readings: { level: { unit: 'L', path: ['level', 'value'], min: '0', max: '100000' } },
      observedAt: { path: ['at'], format: 'rfc3339' },
      maxResponseBytes: 512,
    },
  };
}
