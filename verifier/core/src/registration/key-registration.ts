import { domainDigest, domainOfVersion, encode, equalBytes, KeyRegistrationSchema } from '@cloudx3/proto';
import type { KeyRegistration } from '@cloudx3/proto';
import { isEdition } from '../edition.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { isPublicKey, verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import { checkPlace } from './place.ts';

/** The 32 bytes by whose signature a key proves that it is at hand (rule REG-1). */
export function keyRegistrationDigest(registration: KeyRegistration): Uint8Array {
  const domain = domainOfVersion('keyRegistration', registration.version);
  return domainDigest(domain, encode(KeyRegistrationSchema, registration));
}

/** Rules REG-1 and REG-2: a well-formed registration, signed by the key that it registers. */
export function checkKeyRegistration(
  registration: KeyRegistration,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  const { version, chainId, oracle, role, pubkey, account, replaces } = registration;
  if (!isEdition(version)) return fail('registration.version', 'is neither 1 nor 2', 'version');
  if (role !== 'operator' && role !== 'notary') return fail('registration.role', 'is neither role', 'role');
  const place = checkPlace({ chainId, contract: ['oracle', oracle], account: ['account', account], pubkey });
  if (!place.ok) return place;
  const another = version === 2 && isPublicKey(replaces) && !equalBytes(replaces, pubkey);
  if (replaces.length > 0 && !another) return fail('registration.malformed', 'is no other key', 'replaces');
  return verify(keyRegistrationDigest(registration), signature, pubkey)
    ? ok()
    : fail('registration.signature', 'is not by the key that registers', 'signature');
}
