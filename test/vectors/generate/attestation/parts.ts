import { HoleAssurance } from '@cloudx3/proto';
import type { CheckedOperation, CoreCode } from '@cloudx3/verifier-core';
import { NOTARIES, OPERATORS, SESSION_TIME_MS, must, proxied } from '../bodies.ts';
import type { BodyInit, PathInit } from '../bodies.ts';
import { WEATHER } from '../operations.ts';

export const NOTARY = must(NOTARIES[0]);
export const OPERATOR = must(OPERATORS[0]);
export const M: CoreCode = 'attestation.malformed';
export const P: CoreCode = 'attestation.path';
export const BYTES = (length: number) => new Uint8Array(length).fill(7);

export const WEATHER_BODY: BodyInit = {
  operationId: WEATHER.id,
  params: [
    { name: 'latitude', value: '47.37' },
    { name: 'longitude', value: '8.54' },
  ],
  subject: '',
  readings: [{ name: 'temperature', unit: 'Cel', value: { mantissa: -25n, scale: 1 } }],
  observedAtMs: SESSION_TIME_MS - 600_000n,
};

/** A good attestation: what its body says otherwise than the first, and the operation that it is held against where it is another. */
export type Good = readonly [rule: string, name: string, change: BodyInit, operation?: CheckedOperation];
export type Bad = readonly [
  rule: string,
  name: string,
  code: CoreCode,
  change: BodyInit,
  operation?: CheckedOperation,
];

/** A body of PROXY mode of an operation without holes. */
export function weather(change: PathInit): BodyInit {
  return {
    ...WEATHER_BODY,
    ...proxied({ holeAssurance: HoleAssurance.NO_HOLES, segmentLengths: [190], ...change }),
  };
}
