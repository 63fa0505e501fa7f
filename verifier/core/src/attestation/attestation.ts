import {
  AttestationBodySchema,
  AttestationSchema,
  create,
  domainDigest,
  domainOfVersion,
  encode,
  MAX_BYTES,
} from '@cloudx3/proto';
import type { Attestation, AttestationBody } from '@cloudx3/proto';
import { readCanonical } from '../canonical.ts';
import { unwrap } from '../error.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import type { SignDigest } from '../signature/ecdsa.ts';
import { checkAttestationShape } from './shape.ts';

/** An attestation whose body is there. */
export type ShapedAttestation = Attestation & { readonly body: AttestationBody };

/** The 32 bytes that a notary signs and that name the attestation (rule ATT-1). */
export function attestationId(body: AttestationBody): Uint8Array {
  return domainDigest(domainOfVersion('attestation', body.version), encode(AttestationBodySchema, body));
}

/** Signs a body (rule ATT-1). A malformed body is a mistake of the notary's program and throws `CoreError`. */
export function signAttestation(body: AttestationBody, sign: SignDigest): ShapedAttestation {
  unwrap(checkAttestationShape(body));
  return create(AttestationSchema, { body, signature: sign(attestationId(body)) }) as ShapedAttestation;
}

/** Reads an attestation strictly: ENC-2, then ATT-2. Says nothing of the signature yet. */
export function readAttestation(bytes: Uint8Array): CoreResult<ShapedAttestation> {
  const message = readCanonical(AttestationSchema, bytes, MAX_BYTES.attestation);
  return message.ok ? shapedAttestation(message.value) : message;
}

/** ATT-2 for a message that was read as part of another. */
export function shapedAttestation(attestation: Attestation): CoreResult<ShapedAttestation> {
  if (attestation.body === undefined) return fail('attestation.malformed', 'is missing', 'body');
  const shape = checkAttestationShape(attestation.body);
  if (!shape.ok) return shape;
  if (attestation.signature.length !== 64) {
    return fail('attestation.malformed', 'is not 64 bytes long', 'signature');
  }
  return ok(attestation as ShapedAttestation);
}
