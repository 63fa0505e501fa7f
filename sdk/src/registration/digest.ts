import { DeviceRegistrationSchema, KeyRegistrationSchema, create } from '@cloudx3/proto';
import { deviceRegistrationDigest as digestOfDevice, keyRegistrationDigest } from '@cloudx3/verifier-core';

/** What an operator or notary key signs to be registered (rules REG-1, REG-2). 32 bytes; `replaces` is the key whose place it takes. */
export function registrationDigest(
  role: 'operator' | 'notary',
  of: { chainId: string; oracle: string; pubkey: Uint8Array; account: string; replaces?: Uint8Array },
): Uint8Array {
  return keyRegistrationDigest(create(KeyRegistrationSchema, { version: 2, role, ...of }));
}

/** What a device wallet's key signs to be registered (rule DEV-1). 32 bytes. */
export function deviceRegistrationDigest(of: {
  chainId: string;
  devices: string;
  pubkey: Uint8Array;
  owner: string;
  vendor: string;
  serial: string;
}): Uint8Array {
  return digestOfDevice(create(DeviceRegistrationSchema, { version: 2, ...of }));
}
