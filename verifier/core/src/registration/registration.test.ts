import { create, DeviceRegistrationSchema, KeyRegistrationSchema } from '@cloudx3/proto';
import type { DeviceRegistration, KeyRegistration } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import type { CoreResult } from '../result.ts';
import { publicKeyOf, signDigest } from '../signature/ecdsa.ts';
import { checkDeviceRegistration, deviceRegistrationDigest } from './device-registration.ts';
import { checkKeyRegistration, keyRegistrationDigest } from './key-registration.ts';

const SECRET = new Uint8Array(32).fill(9);
const OTHER = new Uint8Array(32).fill(8);
const pubkey = publicKeyOf(SECRET);
const verdictOf = (result: CoreResult<unknown>) =>
  result.ok ? 'ok' : `${result.code} ${result.field ?? ''}`;

function device(change: Partial<DeviceRegistration>, secret = SECRET): string {
  const message = create(DeviceRegistrationSchema, {
    ...{ version: 1, chainId: 'c-1', devices: 'wasm1devices', pubkey, owner: 'wasm1owner' },
    ...{ vendor: 'shelly', serial: 'a8032abe54dc' },
  });
  const changed = Object.assign(message, change);
  return verdictOf(checkDeviceRegistration(changed, signDigest(deviceRegistrationDigest(changed), secret)));
}

function key(change: Partial<KeyRegistration>, secret = SECRET): string {
  const message = create(KeyRegistrationSchema, {
    ...{
      version: 1,
      chainId: 'c-1',
      oracle: 'wasm1oracle',
      role: 'operator',
      pubkey,
      account: 'wasm1account',
    },
  });
  const changed = Object.assign(message, change);
  return verdictOf(checkKeyRegistration(changed, signDigest(keyRegistrationDigest(changed), secret)));
}

const FIELD = 'registration.malformed';

describe('DEV-1', () => {
  it.each<[string, Partial<DeviceRegistration>]>([
    ['ok', {}],
    ['ok', { vendor: 'a'.repeat(64) }],
    ['ok', { version: 2 }],
    ['registration.version version', { version: 3 }],
    [`${FIELD} chain_id`, { chainId: '' }],
    [`${FIELD} devices`, { devices: 'a b' }],
    [`${FIELD} owner`, { owner: 'o'.repeat(91) }],
    [`${FIELD} pubkey`, { pubkey: new Uint8Array(33) }],
    [`${FIELD} vendor`, { vendor: '' }],
    [`${FIELD} vendor`, { vendor: 'a'.repeat(65) }],
    [`${FIELD} vendor`, { vendor: 'Shelly' }],
    [`${FIELD} vendor`, { vendor: 'a/b' }],
    [`${FIELD} serial`, { serial: '' }],
  ])('says %s of %j', (expected, change) => {
    expect(device(change)).toBe(expected);
  });

  it('asks for the device’s own signature', () => {
    expect(device({}, OTHER)).toBe('registration.signature signature');
  });
});

describe('REG-1', () => {
  it.each<[string, Partial<KeyRegistration>]>([
    ['ok', {}],
    ['ok', { role: 'notary' }],
    ['registration.version version', { version: 0 }],
    ['registration.role role', { role: 'admin' }],
    ['registration.role role', { role: '' }],
    [`${FIELD} chain_id`, { chainId: 'c'.repeat(49) }],
    [`${FIELD} oracle`, { oracle: '' }],
    [`${FIELD} account`, { account: 'ü' }],
    [`${FIELD} pubkey`, { pubkey: pubkey.slice(1) }],
  ])('says %s of %j', (expected, change) => {
    expect(key(change)).toBe(expected);
  });

  it('asks for the signature of the key that registers', () => {
    expect(key({}, OTHER)).toBe('registration.signature signature');
  });

  it('does not take the one kind of registration for the other', () => {
    const message = create(KeyRegistrationSchema, { version: 1, role: 'operator', pubkey });
    const same = create(DeviceRegistrationSchema, { version: 1, owner: 'operator', pubkey });
    expect(keyRegistrationDigest(message)).not.toEqual(deviceRegistrationDigest(same));
  });
});
