import { Quality } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { defineOperation } from '../operation/define.ts';
import type { OperationSpec } from '../operation/spec.ts';
import { bodyOf } from '../testing/statements.ts';
import { checkAgainstOperation } from './against-operation.ts';

const SPEC: OperationSpec = {
  kind: 'read',
  name: 'example/meter',
  server: { name: 'api.example.com' },
  method: 'GET',
  target: '/d/{id}?k={!key}',
  headers: { authorization: 'Bearer {!token}' },
  parameters: { id: { type: 'token', charset: 'digits', minLength: 1, maxLength: 3 } },
  holes: {
    key: { charset: 'digits', minLength: 8, maxLength: 8 },
    token: { charset: 'digits', minLength: 10, maxLength: 20 },
  },
  readings: {
    energy: { unit: 'Wh', path: ['e'] },
    power: { unit: 'W', path: ['p'], min: '-5.5', max: '100' },
  },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
};
const OPERATION = defineOperation(SPEC);
const TIMED = defineOperation({ ...SPEC, observedAt: { path: ['t'], format: 'unix-s' } });

const reading = (name: string, unit: string, mantissa: bigint, scale = 0) => ({
  ...{ $typeName: 'cloudx3.v1.Reading' as const, name, unit, quality: Quality.UNSPECIFIED },
  value: { $typeName: 'cloudx3.v1.Decimal' as const, mantissa, scale },
});
const READINGS = [reading('energy', 'Wh', 7n), reading('power', 'W', 21n)];

/** What ATT-4 says of a body with this change: code and field, or `ok`. */
function verdict(change: (body: AttestationBody) => void, operation = OPERATION, proxy = false): string {
  const body = bodyOf(5n, 0, 0, { proxy });
  Object.assign(body, {
    operationId: operation.id,
    params: [{ name: 'id', value: '7' }],
    readings: [...READINGS],
  });
  if (body.path !== undefined) body.path.segmentLengths = [10, 8, 100, 15, 4];
  change(body);
  const result = checkAgainstOperation(body, operation);
  return result.ok ? 'ok' : `${result.code} ${result.field ?? ''}`;
}
const power =
  (mantissa: bigint, scale = 0) =>
  (body: AttestationBody) =>
    void (body.readings[1] = reading('power', 'W', mantissa, scale));

describe('ATT-4', () => {
  it.each<[string, (body: AttestationBody) => void]>([
    ['ok', () => undefined],
    ['ok', power(-55n, 1)],
    ['ok', power(100n)],
    ['attestation.readings readings.power', power(-551n, 2)],
    ['attestation.readings readings.power', power(100_001n, 3)],
    ['attestation.readings readings.power', (b) => (b.readings[1] = reading('power', 'kW', 21n))],
    ['attestation.readings readings.energy', (b) => b.readings.reverse()],
    ['attestation.readings readings', (b) => b.readings.pop()],
    ['attestation.readings readings', (b) => b.readings.push(reading('zero', '1', 0n))],
    ['attestation.operation operation_id', (b) => (b.operationId = TIMED.id)],
    ['params.value id', (b) => (b.params[0]!.value = '7000')],
    ['params.missing id', (b) => (b.params = [])],
    ['attestation.observed_at observed_at_ms', (b) => (b.observedAtMs = 1n)],
  ])('says %s', (expected, change) => {
    expect(verdict(change)).toBe(expected);
  });

  it('asks for a time of observation exactly where the operation declares one, a minute ahead at most', () => {
    const { sessionTimeMs } = bodyOf(5n, 0, 0);
    const at = (ms: bigint) => verdict((body) => (body.observedAtMs = ms), TIMED);
    const wrong = 'attestation.observed_at observed_at_ms';
    expect([at(1n), at(sessionTimeMs + 60_000n)]).toEqual(['ok', 'ok']);
    expect([at(0n), at(sessionTimeMs + 60_001n)]).toEqual([wrong, wrong]);
  });

  it.each<[string, number[]]>([
    ['ok', [10, 8, 100, 10, 0]],
    ['ok', [10, 8, 100, 20, 4]],
    ['attestation.path path.segment_lengths', [10, 8, 100]],
    ['attestation.path path.segment_lengths', [10, 8, 100, 15, 4, 8, 4]],
    ['attestation.path path.segment_lengths.key', [10, 7, 100, 15, 4]],
    ['attestation.path path.segment_lengths.key', [10, 9, 100, 15, 4]],
    ['attestation.path path.segment_lengths.token', [10, 8, 100, 21, 4]],
    // Holes are taken in the order in which they stand in the request, not by their names.
    ['attestation.path path.segment_lengths.key', [10, 15, 100, 8, 4]],
  ])('says %s of segments %j', (expected, lengths) => {
    expect(verdict((body) => (body.path!.segmentLengths = lengths), OPERATION, true)).toBe(expected);
  });
});
