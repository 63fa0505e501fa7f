import { Mode } from '@cloudx3/proto';
import { NETWORK, PROXY_PATH, powerReadings, proxied } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { unknownEnum } from '../vector.ts';
import { BYTES, M } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const NONCE = (length: number): BodyInit => ({
  context: { purpose: { case: 'probe', value: BYTES(length) } },
});
const COMMAND = (devices: string): BodyInit => ({
  context: { purpose: { case: 'command', value: { devices, commandId: 3n } } },
});

/** Attestations that hold (rule ATT-2). */
export const GOOD_ATT_2: readonly Good[] = [
  ['ATT-2', 'for a command', COMMAND('cloud1devices')],
  ['ATT-2', 'for a nonce of 16 bytes', NONCE(16)],
  ['ATT-2', 'for a nonce of 32 bytes', NONCE(32)],
  ['ATT-2', 'round 0 of feed 0', { context: { purpose: { case: 'round', value: {} } } }],
  ['ATT-2', 'zero is a value', { readings: powerReadings(0n, 0) }],
];

/** Attestations that do not hold (rule ATT-2). */
export const BAD_ATT_2: readonly Bad[] = [
  ['ATT-2', 'version 0', 'attestation.version', { version: 0 }],
  ['ATT-2', 'version 3', 'attestation.version', { version: 3 }],
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
  ['ATT-2', 'commitment of 33 bytes', M, { transcriptCommitment: BYTES(33) }],
  ['ATT-2', 'MPC with path evidence', M, { path: PROXY_PATH }],
  ['ATT-2', 'PROXY without path evidence', M, { mode: Mode.PROXY }],
  ['ATT-2', 'path with a hash of 31 bytes', M, proxied({ serverSpkiSha256: BYTES(31) })],
  ['ATT-2', 'path without an issuer', M, proxied({ issuerSpkiSha256: BYTES(0) })],
];
