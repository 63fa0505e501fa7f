import { AttestationBodySchema, create, DeviceRegistrationSchema, Mode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { checkAttestationShape } from '../attestation/shape.ts';
import { CoreError } from '../error.ts';
import { checkDeviceRegistration } from '../registration/device-registration.ts';
import type { CoreResult } from '../result.ts';
import { publicKeyOf } from '../signature/ecdsa.ts';
import { defineOperation } from './define.ts';
import { utf8Length } from './names.ts';
import type { OperationSpec } from './spec.ts';

const KEY = publicKeyOf(new Uint8Array(32).fill(7));

/** What OP-2 says of an operation with this change: its code, or nothing. */
function operation(change: Partial<OperationSpec>): string | undefined {
  try {
    defineOperation({
      kind: 'read',
      name: 'example/length',
      server: { name: 'api.example.com' },
      method: 'POST',
      target: '/',
      contentType: 'text/plain',
      readings: { power: { unit: 'W', path: ['power'] } },
      maxRequestBytes: 16_384,
      maxResponseBytes: 64,
      ...change,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return error.code;
  }
}

const codeOf = (result: CoreResult<unknown>) => (result.ok ? undefined : result.code);

function attestedParam(value: string): string | undefined {
  const body = create(AttestationBodySchema, {
    version: 1,
    network: { chainId: 'c-1', oracle: 'o' },
    notary: KEY,
    mode: Mode.MPC,
    operationId: new Uint8Array(32),
    params: [{ name: 'id', value }],
    context: { purpose: { case: 'probe', value: new Uint8Array(16) } },
    prover: KEY,
    sessionId: new Uint8Array(16),
    sessionTimeMs: 1n,
    transcriptCommitment: new Uint8Array(32),
  });
  return codeOf(checkAttestationShape(body));
}

function registeredSerial(serial: string): string | undefined {
  const registration = create(DeviceRegistrationSchema, {
    version: 1,
    ...{ chainId: 'c-1', devices: 'd', owner: 'o', pubkey: KEY, vendor: 'v', serial },
  });
  return codeOf(checkDeviceRegistration(registration, new Uint8Array(64), () => true));
}

/** Where a text may hold more than ASCII: its bound in bytes, what is said beyond it, and what says so. */
const PLACES: readonly [string, number, string, (text: string) => string | undefined][] = [
  ['a literal of a body', 8_192, 'operation.body', (body) => operation({ body })],
  [
    'a member name in a path',
    256,
    'operation.path',
    (name) => operation({ readings: { power: { unit: 'W', path: [name] } } }),
  ],
  [
    'a member name in a match',
    256,
    'operation.path',
    (where) => operation({ readings: { power: { unit: 'W', path: [{ where, equals: 'a' }] } } }),
  ],
  [
    'a text that an element is found by',
    256,
    'operation.conditions',
    (equals) => operation({ readings: { power: { unit: 'W', path: [{ where: 'a', equals }] } } }),
  ],
  [
    'a text that a condition compares with',
    256,
    'operation.conditions',
    (equals) => operation({ conditions: [{ path: ['a'], equals }] }),
  ],
  [
    'a mapped text',
    256,
    'operation.readings',
    (text) =>
      operation({
        readings: { power: { unit: 'W', path: [], source: 'mapped-string', map: { [text]: '1' } } },
      }),
  ],
  ['the value of an attested parameter', 256, 'attestation.malformed', attestedParam],
  ['the serial of a device', 128, 'registration.malformed', registeredSerial],
];
/** Two, three and four bytes each; the last is two units of UTF-16, so that neither characters nor units are what is counted. */
const CHARACTERS = ['ü', '€', '😀'];

describe('LEN-1', () => {
  it.each(PLACES)('%s has at most %i bytes, whatever its characters', (_place, limit, code, check) => {
    for (const character of ['x', ...CHARACTERS]) {
      const many = character.repeat(Math.floor(limit / Buffer.byteLength(character)));
      const full = many + 'x'.repeat(limit - Buffer.byteLength(many));
      expect([character, check(full)]).toEqual([character, undefined]);
      expect([character, check(`${full}x`)]).toEqual([character, code]);
      expect([character, check(full + character)]).toEqual([character, code]);
    }
  });

  it('is about bytes as a peer sends them', () => {
    for (const character of CHARACTERS) {
      expect(utf8Length(character)).toBe(Buffer.byteLength(character, 'utf8'));
      expect(utf8Length(character)).toBeGreaterThan(character.length);
    }
  });
});
