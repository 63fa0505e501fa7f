import { randomBytes } from 'node:crypto';
import { deviceRegistrationDigest, devicesMsg } from '@cloudx3/sdk';
import type { ChainWriter, NewDevice } from '@cloudx3/sdk';
import type { Network } from '@cloudx3/scripts';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';

/** What the owner's device says of itself, as somebody else would say it: the same plug, operators and notaries. */
export async function likeTheOwnersDevice({ devices, deviceId }: Network): Promise<NewDevice> {
  const device = (await devices.device(deviceId))!;
  const { vendor, serial, serialParam, params, capabilities, operators, notaries } = device;
  const { acceptedModes, allowCustomCa, price, minDeadlineMs } = device;
  return {
    ...{ vendor, serial, serialParam, params, capabilities, operators, notaries },
    ...{ acceptedModes, allowCustomCa, price, minDeadlineMs, label: 'Not yours' },
  };
}

/** Registers a device under a fresh key; gives its id. */
export async function claimDevice(thief: ChainWriter, network: Network, device: NewDevice): Promise<string> {
  const { devices } = network;
  await thief.execute(devices.address, claimOf(thief, network, device));
  return (await devices.devices()).find(
    ({ owner, label, ...its }) =>
      owner === thief.address &&
      label === device.label &&
      its.serial === device.serial &&
      its.vendor === device.vendor,
  )!.id;
}

/** The message that registers a device under a fresh key. */
export function claimOf(thief: ChainWriter, { devices }: Network, device: NewDevice): object {
  const key = Uint8Array.from(randomBytes(32));
  const pubkey = publicKeyOf(key);
  const { vendor, serial } = device;
  const digest = deviceRegistrationDigest({
    ...{ chainId: thief.chainId, devices: devices.address, pubkey, owner: thief.address },
    ...{ vendor, serial },
  });
  return devicesMsg.registerDevice({ pubkey, signature: signDigest(digest, key), device });
}

/** The same serial, as somebody would write it who wants it to be another. */
export function disguises(device: NewDevice): NewDevice[] {
  const as = (serial: string): NewDevice => ({
    ...device,
    serial,
    // No operation of the vendor's takes such an id.
    capabilities: [],
    params: device.params.map((param) =>
      param.name === device.serialParam ? { ...param, value: serial } : param,
    ),
  });
  const { serial } = device;
  return [
    device,
    as(serial.toUpperCase()),
    as(`${serial.slice(0, 4)} ${serial.slice(4)}`),
    { ...device, vendor: 'tasmota' },
  ];
}
