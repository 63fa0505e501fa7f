import { DeviceRegistrationSchema, create, encode } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { NETWORK, OUTSIDER } from '../bodies.ts';
import { anyText } from '../text.ts';
import { digestOf, hex, invalid, testKey, valid } from '../vector.ts';
import type { TestKey, Vector } from '../vector.ts';
import { ACCOUNT, M } from './parts.ts';

type DeviceInit = MessageInitShape<typeof DeviceRegistrationSchema>;

/** Rule DEV-1: a device wallet's proof that its key is at hand; and the length of its serial by rule LEN-1. */
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
    const digest = digestOf(message.version === 2 ? 'deviceRegistration2' : 'deviceRegistration', bytes);
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
    bad('serial of 129 bytes', M, { serial: 'x'.repeat(129) }),
    foreign('signed for another chain', { chainId: 'other-1' }),
    foreign('signed for another contract', { devices: 'cloud1other' }),
    foreign('signed for another owner', { owner: `${ACCOUNT}x` }),
    foreign('signed for another vendor', { vendor: 'tuya' }),
    foreign('signed for another serial', { serial: 'a8032abe54dd' }),
    invalid('DEV-1', 'signed by another key', 'registration.signature', fields(base, OUTSIDER)),
    valid('LEN-1', 'serial of 128 bytes, ASCII', fields({ ...base, serial: 'x'.repeat(128) }, device)),
    valid('LEN-1', 'serial of 128 bytes, any', fields({ ...base, serial: anyText(128) }, device)),
    invalid('LEN-1', 'serial of 129 bytes', M, fields({ ...base, serial: anyText(129) }, device)),
    valid('ED-1', 'device, second edition', fields({ ...base, version: 2 }, device)),
    invalid('ED-1', 'second edition signed as a first', 'registration.signature', {
      ...fields({ ...base, version: 2 }, device),
      signature: signed.signature,
    }),
    bad('version 3', 'registration.version', { version: 3 }),
  ];
}
