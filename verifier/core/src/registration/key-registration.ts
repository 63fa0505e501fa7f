import { domainDigest, encode, KeyRegistrationSchema } from '@cloudx3/proto';
import type { KeyRegistration } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import { checkPlace } from './place.ts';

/** The 32 bytes by whose signature a key proves that it is at hand (rule REG-1). */
export function keyRegistrationDigest(registration: KeyRegistration): Uint8Array {
  return domainDigest('keyRegistration', encode(KeyRegistrationSchema, registration));
}

/** Rule REG-1: a well-formed registration, signed by the key that it registers. */
export function checkKeyRegistration(
  registration: KeyRegistration,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  const { version, chainId, oracle, role, pubkey, account } = registration;
  if (version !== 1) return fail('registration.version', 'is not 1', 'version');
  if (role !== 'operator' && role !== 'notary') return fail('registration.role', 'is neither role', 'role');
  const place = checkPlace({ chainId, contract: ['oracle', oracle], account: ['account', account], pubkey });
  if (!place.ok) return place;
  return verify(keyRegistrationDigest(registration), signature, pubkey)
    ? ok()
    : fail('registration.signature', 'is not by the key that registers', 'signature');
}
