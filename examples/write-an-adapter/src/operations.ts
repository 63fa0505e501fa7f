import { isParameter, isText, jsonBody, param } from '@cloudx3/adapter-kit';
import type { OperationDraft } from '@cloudx3/adapter-kit';

export type SluiceOperation = 'valve' | 'valveSet';

const VALVE_ID = { type: 'token', charset: 'hex-lower', minLength: 8, maxLength: 8 } as const;

/** What is asked of the vendor, and what its answers must show. Whoever changes a byte of it makes another operation, with another id. */
export function operations(server: OperationDraft['server']): Record<SluiceOperation, OperationDraft> {
  return {
    valve: {
      kind: 'read',
      name: 'sluice/valve',
      server,
      method: 'GET',
      target: '/v1/valves/{valve_id}',
      parameters: { valve_id: VALVE_ID },
      // The answer must be about this valve, and in this unit: an account can be set to gallons.
      conditions: [isParameter(['id'], 'valve_id'), isText(['flow', 'unit'], 'L/min')],
      readings: {
        open: { unit: '1', path: ['open'], source: 'boolean' },
        // No pipe of the vendor's carries more: what exceeds it is a defect, and no reading.
        flow: { unit: 'L/min', path: ['flow', 'value'], min: '0', max: '500' },
      },
      observedAt: { path: ['measured_at'], format: 'rfc3339' },
      // In MPC mode the bound is paid for, not the answer: of the fixtures the longest has 233.
      maxResponseBytes: 512,
    },
    valveSet: {
      kind: 'action',
      name: 'sluice/valve-set',
      server,
      method: 'PUT',
      target: '/v1/valves/{valve_id}',
      contentType: 'application/json',
      // A state and not a change ("toggle"): it may come late, or twice.
      body: jsonBody({ open: param('open') }),
      parameters: { valve_id: VALVE_ID, open: { type: 'choice', values: ['true', 'false'] } },
      maxResponseBytes: 512,
    },
  };
}
