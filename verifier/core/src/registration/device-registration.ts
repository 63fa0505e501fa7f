import { DeviceRegistrationSchema, domainDigest, domainOfVersion, encode } from '@cloudx3/proto';
import type { DeviceRegistration } from '@cloudx3/proto';
import { isEdition } from '../edition.ts';
import { utf8Length } from '../operation/names.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { verifySignature } from '../signature/ecdsa.ts';
import type { VerifySignature } from '../signature/ecdsa.ts';
import { checkPlace } from './place.ts';

const VENDOR = /^[a-z0-9-]{1,64}$/;
/** In UTF-8 bytes (rules DEV-1, LEN-1). */
const MAX_SERIAL = 128;

/** The 32 bytes by whose signature a device wallet's key proves that it is at hand (rule DEV-1). */
export function deviceRegistrationDigest(registration: DeviceRegistration): Uint8Array {
  const domain = domainOfVersion('deviceRegistration', registration.version);
  return domainDigest(domain, encode(DeviceRegistrationSchema, registration));
}

/** Rule DEV-1: a well-formed registration, signed by the device's key. The owner's consent is the transaction's signature. */
export function checkDeviceRegistration(
  registration: DeviceRegistration,
  signature: Uint8Array,
  verify: VerifySignature = verifySignature,
): CoreResult<undefined> {
  const { version, chainId, devices, pubkey, owner, vendor, serial } = registration;
  if (!isEdition(version)) return fail('registration.version', 'is neither 1 nor 2', 'version');
  const place = checkPlace({ chainId, contract: ['devices', devices], account: ['owner', owner], pubkey });
  if (!place.ok) return place;
  if (!VENDOR.test(vendor)) return fail('registration.malformed', 'is of a-z, 0-9 and -', 'vendor');
  if (serial === '' || utf8Length(serial) > MAX_SERIAL) {
    return fail('registration.malformed', `has 1 to ${MAX_SERIAL} bytes`, 'serial');
  }
  return verify(deviceRegistrationDigest(registration), signature, pubkey)
    ? ok()
    : fail('registration.signature', "is not by the device's key", 'signature');
}
