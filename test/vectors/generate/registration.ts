import { create, DeviceRegistrationSchema, encode, KeyRegistrationSchema } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { must, NETWORK, NOTARIES, OPERATORS, OUTSIDER } from './bodies.ts';
import { digestOf, hex, invalid, testKey, valid } from './vector.ts';
import type { TestKey, Vector } from './vector.ts';

const ACCOUNT = 'cloud1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3mdt2g8';
type KeyInit = MessageInitShape<typeof KeyRegistrationSchema>;
type DeviceInit = MessageInitShape<typeof DeviceRegistrationSchema>;
const M: CoreCode = 'registration.malformed';

/** Rule REG-1: a key's proof that it is at hand. */
export function registrationVectors(): Vector[] {
  const operator = must(OPERATORS[0]);
  const good = (key: TestKey, role: string): KeyInit => ({
    version: 1,
    chainId: NETWORK.chainId,
    oracle: NETWORK.oracle,
    role,
    pubkey: key.publicKey,
    account: ACCOUNT,
  });
  const fields = (
    init: KeyInit,
    signer: TestKey,
    domain: 'keyRegistration' | 'deviceRegistration' = 'keyRegistration',
  ) => {
    const message = create(KeyRegistrationSchema, init);
    const bytes = encode(KeyRegistrationSchema, message);
    return {
      chain_id: message.chainId,
      oracle: message.oracle,
      role: message.role,
      account: message.account,
      public_key: hex(message.pubkey),
      registration: hex(bytes),
      digest: hex(digestOf('keyRegistration', bytes)),
      signature: hex(signer.sign(digestOf(domain, bytes))),
    };
  };
  const base = good(operator, 'operator');
  const bad = (name: string, code: CoreCode, change: KeyInit) =>
    invalid('REG-1', name, code, fields({ ...base, ...change }, operator));
  const signed = fields(base, operator);
  const foreign = (name: string, change: KeyInit) =>
    invalid('REG-1', name, 'registration.signature', {
      ...fields({ ...base, ...change }, operator),
      signature: signed.signature,
    });
  const notary = must(NOTARIES[0]);
  return [
    valid('REG-1', 'operator', signed),
    valid('REG-1', 'notary', fields(good(notary, 'notary'), notary)),
    bad('version 2', 'registration.version', { version: 2 }),
    bad('another role', 'registration.role', { role: 'admin' }),
    bad('no chain id', M, { chainId: '' }),
    bad('no oracle', M, { oracle: '' }),
    bad('no account', M, { account: '' }),
    bad('key of 32 bytes', M, { pubkey: operator.publicKey.slice(1) }),
    foreign('signed for another chain', { chainId: 'other-1' }),
    foreign('signed for another contract', { oracle: 'cloud1other' }),
    foreign('signed for another role', { role: 'notary' }),
    foreign('signed for another account', { account: `${ACCOUNT}x` }),
    invalid('REG-1', 'signed by another key', 'registration.signature', fields(base, OUTSIDER)),
    invalid(
      'SIG-1',
      'signed under another domain',
      'registration.signature',
      fields(base, operator, 'deviceRegistration'),
    ),
  ];
}

/** Rule DEV-1: a device wallet's proof that its key is at hand. */
export function deviceRegistrationVectors(): Vector[] {
  const device = testKey('cloudx3 test device 0');
  const base: DeviceInit = {
    version: 1,
    chainId: NETWORK.chainId,
    devices: 'cloud1nc5tatafv6eyq7llkr2gv50ff9e22mnf70qgjlv737ktmt4eswrq3rcyzx',
    pubkey: device.publicKey,
    owner: ACCOUNT,
    vendor: 'shelly',
    serial: 'a8032abe54dc',
  };
  const fields = (init: DeviceInit, signer: TestKey) => {
    const message = create(DeviceRegistrationSchema, init);
    const bytes = encode(DeviceRegistrationSchema, message);
    const digest = digestOf('deviceRegistration', bytes);
    return {
      chain_id: message.chainId,
      devices: message.devices,
      owner: message.owner,
      vendor: message.vendor,
      serial: message.serial,
      public_key: hex(message.pubkey),
      registration: hex(bytes),
      digest: hex(digest),
      signature: hex(signer.sign(digest)),
    };
  };
  const signed = fields(base, device);
  const bad = (name: string, code: CoreCode, change: DeviceInit) =>
    invalid('DEV-1', name, code, fields({ ...base, ...change }, device));
  const foreign = (name: string, change: DeviceInit) =>
    invalid('DEV-1', name, 'registration.signature', {
      ...fields({ ...base, ...change }, device),
      signature: signed.signature,
    });
  return [
    valid('DEV-1', 'device', signed),
    valid('DEV-1', 'serial in another script', fields({ ...base, serial: 'Gerät 7' }, device)),
    bad('version 0', 'registration.version', { version: 0 }),
    bad('no chain id', M, { chainId: '' }),
    bad('no devices contract', M, { devices: '' }),
    bad('no owner', M, { owner: '' }),
    bad('key of 34 bytes', M, { pubkey: Uint8Array.of(...device.publicKey, 0) }),
    bad('vendor with a capital', M, { vendor: 'Shelly' }),
    bad('no vendor', M, { vendor: '' }),
    bad('no serial', M, { serial: '' }),
    bad('serial of 129 bytes', M, { serial: 'ü'.repeat(65) }),
    foreign('signed for another chain', { chainId: 'other-1' }),
    foreign('signed for another contract', { devices: 'cloud1other' }),
    foreign('signed for another owner', { owner: `${ACCOUNT}x` }),
    foreign('signed for another vendor', { vendor: 'tuya' }),
    foreign('signed for another serial', { serial: 'a8032abe54dd' }),
    invalid('DEV-1', 'signed by another key', 'registration.signature', fields(base, OUTSIDER)),
  ];
}
