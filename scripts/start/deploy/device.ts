import { deviceCapabilities } from '@cloudx3/adapter-kit';
import { compareBytes } from '@cloudx3/proto';
import { deviceRegistrationDigest, devicesMsg } from '@cloudx3/sdk';
import type { DevicesQueries, NewDevice } from '@cloudx3/sdk';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import { DEVICE_TERMS } from '../economy.ts';
import type { Vendor } from '../vendor/vendor.ts';
import { sortedParams } from './context.ts';
import type { DeployContext, Members } from './context.ts';

/** Registers the device wallet, unless it is: its own key proves possession, its owner sends the transaction. That is a claim; gives its id. */
export async function registerDevice(
  context: DeployContext,
  devices: DevicesQueries,
  vendor: Vendor,
  device: Members & { readonly key: Uint8Array },
): Promise<string> {
  const { owner, chain, terminal } = context;
  const { adapter, serial } = vendor.device;
  const id = await addressOf(device.key, chain.prefix);
  const existing = await devices.device(id);
  if (existing !== undefined) {
    terminal.event('owner', `device "${existing.label}" is there from before: ${id}`);
    return id;
  }
  const pubkey = publicKeyOf(device.key);
  const digest = deviceRegistrationDigest({
    ...{ chainId: owner.chainId, devices: devices.address, pubkey, owner: owner.address },
    ...{ vendor: adapter.vendor, serial },
  });
  const signature = signDigest(digest, device.key);
  const spec = specOf(vendor, device);
  await owner.execute(devices.address, devicesMsg.registerDevice({ pubkey, signature, device: spec }));
  terminal.event('owner', `device "${spec.label}" is registered as ${id}`);
  return id;
}

function specOf(
  { device: { adapter, serial, serialParam, params, label } }: Vendor,
  members: Members,
): NewDevice {
  return {
    vendor: adapter.vendor,
    serial,
    serialParam,
    params: sortedParams(params),
    capabilities: deviceCapabilities(adapter),
    operators: members.operators.toSorted(compareBytes),
    notaries: members.notaries.toSorted(compareBytes),
    acceptedModes: ['proxy'],
    allowCustomCa: true,
    label,
    ...DEVICE_TERMS,
  };
}

/** The id of a device is the address of its key (rule DEV-1). */
async function addressOf(key: Uint8Array, prefix: string): Promise<string> {
  const [account] = await (await DirectSecp256k1Wallet.fromKey(key, prefix)).getAccounts();
  if (account === undefined) throw new Error('a wallet of one key has one account');
  return account.address;
}
