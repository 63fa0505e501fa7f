import { AttestationBodySchema, AttestationSchema, create, encode, Mode } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import {
  attestationBody,
  DEVICE_ID,
  must,
  NETWORK,
  NOTARIES,
  OPERATORS,
  OUTSIDER,
  powerReadings,
  proxied,
  PROXY_PATH,
  SESSION_TIME_MS,
} from './bodies.ts';
import type { BodyInit } from './bodies.ts';
import { POWER, WEATHER } from './operations.ts';
import { BAD_PATHS, GOOD_PATHS } from './path.ts';
import { highS } from './signing.ts';
import { digestOf, hex, invalid, unknownEnum, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const NOTARY = must(NOTARIES[0]);
const OPERATOR = must(OPERATORS[0]);
const BYTES = (length: number) => new Uint8Array(length).fill(7);

const WEATHER_BODY: BodyInit = {
  operationId: WEATHER.id,
  params: [
    { name: 'latitude', value: '47.37' },
    { name: 'longitude', value: '8.54' },
  ],
  subject: '',
  readings: [{ name: 'temperature', unit: 'Cel', value: { mantissa: -25n, scale: 1 } }],
  observedAtMs: SESSION_TIME_MS - 600_000n,
};

const NONCE = (length: number): BodyInit => ({
  context: { purpose: { case: 'nonce', value: BYTES(length) } },
});
const COMMAND = (devices: string): BodyInit => ({
  context: { purpose: { case: 'command', value: { devices, commandId: 3n } } },
});

type Good = readonly [rule: string, name: string, change: BodyInit, operation?: typeof POWER];
const GOOD: readonly Good[] = [
  ['ATT-1', 'for a round, MPC', {}],
  ['ATT-1', 'for a round, PROXY, private CA', { ...proxied(), customCa: true }],
  ['ATT-2', 'for a command', COMMAND('cloud1devices')],
  ['ATT-2', 'for a nonce of 16 bytes', NONCE(16)],
  ['ATT-2', 'for a nonce of 32 bytes', NONCE(32)],
  ['ATT-2', 'round 0 of feed 0', { context: { purpose: { case: 'round', value: {} } } }],
  ['ATT-2', 'zero is a value', { readings: powerReadings(0n, 0) }],
  ['ATT-4', 'at the lower bound, at another scale', { readings: powerReadings(-500_000n, 2) }],
  ['ATT-4', 'with a time of observation', WEATHER_BODY, WEATHER],
  ['SEL-4', 'observed 60 s ahead', { ...WEATHER_BODY, observedAtMs: SESSION_TIME_MS + 60_000n }, WEATHER],
];

type Bad = readonly [rule: string, name: string, code: CoreCode, change: BodyInit, operation?: typeof POWER];
const M: CoreCode = 'attestation.malformed';
const BAD: readonly Bad[] = [
  ['ATT-2', 'version 0', 'attestation.version', { version: 0 }],
  ['ATT-2', 'version 2', 'attestation.version', { version: 2 }],
  ['ATT-2', 'no chain id', M, { network: { ...NETWORK, chainId: '' } }],
  ['ATT-2', 'chain id of 49 characters', M, { network: { ...NETWORK, chainId: 'c'.repeat(49) } }],
  ['ATT-2', 'no oracle', M, { network: { ...NETWORK, oracle: '' } }],
  ['ATT-2', 'oracle of 91 characters', M, { network: { ...NETWORK, oracle: 'o'.repeat(91) } }],
  ['ATT-2', 'oracle with a space', M, { network: { ...NETWORK, oracle: 'o o' } }],
  ['ATT-2', 'notary of 32 bytes', M, { notary: BYTES(32) }],
  ['ATT-2', 'notary that is not compressed', M, { notary: Uint8Array.of(4, ...BYTES(32)) }],
  ['ATT-2', 'mode unspecified', M, { mode: Mode.UNSPECIFIED }],
  ['ATT-2', 'mode unknown', M, { mode: unknownEnum(3) }],
  ['ATT-2', 'operation id of 31 bytes', M, { operationId: BYTES(31) }],
  [
    'ATT-2',
    'params out of order',
    M,
    {
      params: [
        { name: 'b', value: '1' },
        { name: 'a', value: '1' },
      ],
    },
  ],
  [
    'ATT-2',
    'params twice',
    M,
    {
      params: [
        { name: 'a', value: '1' },
        { name: 'a', value: '1' },
      ],
    },
  ],
  ['ATT-2', 'param name with a capital', M, { params: [{ name: 'A', value: '1' }] }],
  ['ATT-2', 'param value of 257 bytes', M, { params: [{ name: 'a', value: 'x'.repeat(257) }] }],
  ['ATT-2', 'subject of 91 characters', M, { subject: 's'.repeat(91) }],
  ['ATT-2', 'no purpose', M, { context: {} }],
  ['ATT-2', 'command without an address', M, COMMAND('')],
  ['ATT-2', 'nonce of 15 bytes', M, NONCE(15)],
  ['ATT-2', 'nonce of 33 bytes', M, NONCE(33)],
  ['ATT-2', 'prover of 34 bytes', M, { prover: BYTES(34) }],
  ['ATT-2', 'session id of 15 bytes', M, { sessionId: BYTES(15) }],
  ['ATT-2', 'session time 0', M, { sessionTimeMs: 0n }],
  ['ATT-2', 'session time 2^53', M, { sessionTimeMs: 2n ** 53n }],
  ['ATT-2', 'observed at 2^53', M, { observedAtMs: 2n ** 53n }],
  ['ATT-2', 'readings out of order', M, { readings: [...powerReadings(1n, 0)].reverse() }],
  ['ATT-2', 'reading twice', M, { readings: [...powerReadings(1n, 0), ...powerReadings(1n, 0).slice(1)] }],
  ['ATT-2', 'reading without a value', M, { readings: [{ name: 'power', unit: 'W' }] }],
  ['ATT-2', 'reading without a unit', M, { readings: [{ name: 'power', unit: '', value: {} }] }],
  ['DEC-1', 'value of 19 digits', M, { readings: powerReadings(10n ** 18n, 0) }],
  ['DEC-1', 'value with 19 decimals', M, { readings: powerReadings(1n, 19) }],
  ['ATT-2', 'commitment of 33 bytes', M, { transcriptCommitment: BYTES(33) }],
  ['ATT-2', 'MPC with path evidence', M, { path: PROXY_PATH }],
  ['ATT-2', 'PROXY without path evidence', M, { mode: Mode.PROXY }],
  ['ATT-2', 'path with a hash of 31 bytes', M, proxied({ serverSpkiSha256: BYTES(31) })],
  ['ATT-2', 'path without an issuer', M, proxied({ issuerSpkiSha256: BYTES(0) })],
  ['ATT-4', 'another operation', 'attestation.operation', {}, WEATHER],
  ['OP-5', 'param missing', 'params.missing', { params: [] }],
  [
    'OP-5',
    'param too much',
    'params.unknown',
    {
      params: [
        { name: 'device_id', value: DEVICE_ID },
        { name: 'x', value: '1' },
      ],
    },
  ],
  [
    'OP-4',
    'param of the wrong charset',
    'params.value',
    { params: [{ name: 'device_id', value: DEVICE_ID.toUpperCase() }] },
  ],
  ['ATT-4', 'reading missing', 'attestation.readings', { readings: powerReadings(1n, 0).slice(1) }],
  [
    'ATT-4',
    'reading too much',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0), { name: 'voltage', unit: 'V', value: {} }] },
  ],
  [
    'ATT-4',
    'reading with another name',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0).slice(0, 1), { name: 'powes', unit: 'W', value: {} }] },
  ],
  [
    'ATT-4',
    'reading in another unit',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0).slice(0, 1), { name: 'power', unit: 'kW', value: {} }] },
  ],
  ['ATT-4', 'below its bound', 'attestation.readings', { readings: powerReadings(-500_001n, 2) }],
  ['ATT-4', 'above its bound', 'attestation.readings', { readings: powerReadings(5001n, 0) }],
  ['ATT-4', 'observed at, which is not declared', 'attestation.observed_at', { observedAtMs: 1n }],
  [
    'ATT-4',
    'observed at is missing',
    'attestation.observed_at',
    { ...WEATHER_BODY, observedAtMs: 0n },
    WEATHER,
  ],
  [
    'SEL-4',
    'observed more than 60 s ahead',
    'attestation.observed_at',
    { ...WEATHER_BODY, observedAtMs: SESSION_TIME_MS + 60_001n },
    WEATHER,
  ],
];

function fieldsOf(
  change: BodyInit,
  operation: typeof POWER,
  signature?: Uint8Array,
): Record<string, unknown> {
  const body = attestationBody(NOTARY, OPERATOR, change);
  const bytes = encode(AttestationBodySchema, body);
  const id = digestOf('attestation', bytes);
  const message = create(AttestationSchema, { body, signature: signature ?? NOTARY.sign(id) });
  return {
    attestation: hex(encode(AttestationSchema, message)),
    operation: hex(operation.bytes),
    body: hex(bytes),
    id: hex(id),
  };
}

/** Rules ATT-1, ATT-2 and ATT-4: an attestation against an operation. The id is that of the body, good or bad. */
export function attestationVectors(): Vector[] {
  const id = digestOf('attestation', encode(AttestationBodySchema, attestationBody(NOTARY, OPERATOR)));
  const good = NOTARY.sign(id);
  const flipped = good.slice();
  flipped[40] = must(flipped[40]) ^ 1;
  const signatures: readonly (readonly [name: string, code: CoreCode, signature: Uint8Array])[] = [
    ['by another key', 'attestation.signature', OUTSIDER.sign(id)],
    ['over another body', 'attestation.signature', NOTARY.sign(digestOf('attestation', BYTES(1)))],
    [
      'under another domain',
      'attestation.signature',
      NOTARY.sign(digestOf('observation', encode(AttestationBodySchema, attestationBody(NOTARY, OPERATOR)))),
    ],
    ['with one bit changed', 'attestation.signature', flipped],
    ['of zeros', 'attestation.signature', new Uint8Array(64)],
    ['of 63 bytes', M, good.slice(0, 63)],
    ['of 65 bytes', M, Uint8Array.of(...good, 0)],
    ['missing', M, new Uint8Array()],
  ];
  const bodiless = encode(AttestationSchema, create(AttestationSchema, { signature: good }));
  return [
    ...[...GOOD, ...GOOD_PATHS].map(([rule, name, change, operation]) =>
      valid(rule, name, fieldsOf(change, operation ?? POWER)),
    ),
    valid('SIG-2', 'signature with high S', fieldsOf({}, POWER, highS(good))),
    ...[...BAD, ...BAD_PATHS].map(([rule, name, code, change, operation]) =>
      invalid(rule, name, code, fieldsOf(change, operation ?? POWER)),
    ),
    ...signatures.map(([name, code, signature]) =>
      invalid('SIG-2', `signature ${name}`, code, fieldsOf({}, POWER, signature)),
    ),
    invalid('ATT-2', 'no body', M, { attestation: hex(bodiless), operation: hex(POWER.bytes) }),
  ];
}
