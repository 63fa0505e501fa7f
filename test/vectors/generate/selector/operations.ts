import { defineOperation } from '@cloudx3/verifier-core';
import type {
  CheckedOperation,
  CoreCode,
  OperationSpec,
  Params,
  PathSpec,
  ReadingSpec,
} from '@cloudx3/verifier-core';

function operation(spec: Partial<OperationSpec>): CheckedOperation {
  return defineOperation({
    kind: 'action',
    name: 'example/selector',
    server: { name: 'api.example.com' },
    method: 'GET',
    target: '/',
    maxRequestBytes: 512,
    maxResponseBytes: 1_048_576,
    ...spec,
  });
}

export function reading(spec: Partial<ReadingSpec>): CheckedOperation {
  return operation({ readings: { x: { unit: '1', path: ['x'], ...spec } } });
}

export interface Case {
  readonly body: string | Uint8Array;
  readonly operation: CheckedOperation;
  readonly params?: Params;
  readonly status?: number;
  readonly sessionTimeMs?: number;
}

export type Good = readonly [
  rule: string,
  name: string,
  c: Case,
  value: readonly [mantissa: string, scale: number] | undefined,
  observedAtMs?: number,
];
export type Bad = readonly [rule: string, name: string, code: CoreCode, c: Case];

export const NUMBER = reading({});
export const STRING = reading({ source: 'numeric-string' });
export const BOOLEAN = reading({ source: 'boolean' });
export const MAPPED = reading({ source: 'mapped-string', map: { on: '1', off: '0', dim: '0.50' } });
export const PATH = (path: PathSpec) => reading({ path });
export const BY_ID = operation({
  target: '/{id}',
  parameters: { id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 16 } },
  readings: { x: { unit: '1', path: [{ where: 'id', equals: '{id}' }, 'v'] } },
});
export const CONDITION = (condition: NonNullable<OperationSpec['conditions']>[number]) =>
  operation({ conditions: [condition] });
export const TIME = (format: 'unix-s' | 'unix-ms' | 'rfc3339' | 'iso8601-utc') =>
  operation({ observedAt: { path: ['t'], format } });
export const NOTHING = operation({});
export const P = { id: 'b:2' };

/** An array of two elements that match the same. */
export const ARRAY_TWICE = '[{"id":"b:2","v":1},{"id":"b:2","v":1}]';
