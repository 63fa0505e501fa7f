import { deviceCapabilities } from '@cloudx3/adapter-kit';
import { compareBytes } from '@cloudx3/proto';
import { deviceRegistrationDigest, devicesMsg } from '@cloudx3/sdk';
import type { DevicesQueries } from '@cloudx3/sdk';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import type { Vendor } from '../vendor/vendor.ts';
import { sortedParams } from './context.ts';
import type { DeployContext, Members } from './context.ts';

/** Registers the device wallet: its own key proves possession, its owner sends the transaction. */
export async function registerDevice(
  context: DeployContext,
  devices: DevicesQueries,
  vendor: Vendor,
  device: Members & { readonly key: Uint8Array },
): Promise<string> {
  const { owner, terminal } = context;
  const { adapter, serial, serialParam, params, label } = vendor.device;
  const existing = await devices.deviceBySerial(adapter.vendor, serial);
  if (existing !== undefined) {
    terminal.event('owner', `device "${existing.label}" is there from before: ${existing.id}`);
    return existing.id;
  }
  const pubkey = publicKeyOf(device.key);
  const digest = deviceRegistrationDigest({
    chainId: owner.chainId,
    devices: devices.address,
    pubkey,
    owner: owner.address,
    vendor: adapter.vendor,
    serial,
  });
  await owner.execute(
    devices.address,
    devicesMsg.registerDevice({
      pubkey,
      signature: signDigest(digest, device.key),
      vendor: adapter.vendor,
      serial,
      serialParam,
      params: sortedParams(params),
      capabilities: deviceCapabilities(adapter),
      operators: device.operators.toSorted(compareBytes),
      notaries: device.notaries.toSorted(compareBytes),
      acceptedModes: ['proxy'],
      allowCustomCa: true,
      price: 100_000n,
      label,
    }),
  );
  const registered = await devices.deviceBySerial(adapter.vendor, serial);
  if (registered === undefined) throw new Error(`device ${serial} is not on chain after its registration`);
  terminal.event('owner', `device "${label}" is registered as ${registered.id}`);
  return registered.id;
}
