import type { Device, DeviceMembers } from '@cloudx3/sdk';

/** A device with those of its keys that serve it: who is only named takes no command, and attests none (DEV-5). */
export interface ServedDevice {
  readonly device: Device;
  /** Keys of members, in the order of the device's set. */
  readonly operators: readonly Uint8Array[];
  readonly notaries: readonly Uint8Array[];
}

export function servedDevice(device: Device, members: DeviceMembers): ServedDevice {
  const serving = (all: DeviceMembers['operators']): Uint8Array[] =>
    all.filter(({ member }) => member).map(({ pubkey }) => pubkey);
  return { device, operators: serving(members.operators), notaries: serving(members.notaries) };
}
