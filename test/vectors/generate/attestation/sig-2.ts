import { AttestationBodySchema, encode } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { OUTSIDER, attestationBody, must } from '../bodies.ts';
import { highS } from '../signing/sig-2.ts';
import { digestOf } from '../vector.ts';
import { BYTES, M, NOTARY, OPERATOR } from './parts.ts';

const id = digestOf('attestation', encode(AttestationBodySchema, attestationBody(NOTARY, OPERATOR)));
/** The signature of the first attestation. */
export const SIGNATURE = NOTARY.sign(id);
const flipped = SIGNATURE.slice();
flipped[40] = must(flipped[40]) ^ 1;
/** Signatures that are none of the notary over the body (rule SIG-2). */
export const BAD_SIGNATURES: readonly (readonly [name: string, code: CoreCode, signature: Uint8Array])[] = [
  ['by another key', 'attestation.signature', OUTSIDER.sign(id)],
  ['over another body', 'attestation.signature', NOTARY.sign(digestOf('attestation', BYTES(1)))],
  [
    'under another domain',
    'attestation.signature',
    NOTARY.sign(digestOf('observation', encode(AttestationBodySchema, attestationBody(NOTARY, OPERATOR)))),
  ],
  ['with one bit changed', 'attestation.signature', flipped],
  ['of zeros', 'attestation.signature', new Uint8Array(64)],
  ['of 63 bytes', M, SIGNATURE.slice(0, 63)],
  ['of 65 bytes', M, Uint8Array.of(...SIGNATURE, 0)],
  ['missing', M, new Uint8Array()],
];

/** The notary's own signature in its other form (rule SIG-2). */
export const HIGH_S = highS(SIGNATURE);
