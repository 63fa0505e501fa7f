import { deviceCapabilities } from '@cloudx3/adapter-kit';
import { compareBytes, equalBytes } from '@cloudx3/proto';
import { devicesMsg, oracleMsg } from '@cloudx3/sdk';
import { BINDING_REQUIRED } from '../economy.ts';
import type { Vendor } from '../vendor/vendor.ts';
import type { DeployContext } from './context.ts';
import type { Contracts } from './contracts.ts';

/**
 * Says what the two contracts must know of each other and of the vendor, as far as they do not: which devices contract is asked about
 * subjects (rule SUB-1), whose attestations show control of a device, and what reading shows it (rule DEV-2). All in one transaction.
 */
export async function nameProofs(
  { deployer, terminal }: DeployContext,
  { oracle, devices }: Contracts,
  vendor: Vendor,
  notaries: readonly Uint8Array[],
): Promise<void> {
  const missing = [
    ...(await devicesToSet(oracle, devices)),
    ...(await notariesToSet(devices, notaries)),
    ...(await proofsToSet(devices, vendor)),
  ];
  if (missing.length === 0) return;
  await deployer.executeMany(missing);
  terminal.event(
    'chain',
    `a device of ${vendor.device.adapter.vendor} is bound by a read that ${BINDING_REQUIRED} of ${notaries.length} notaries attests`,
  );
}

async function devicesToSet(oracle: Contracts['oracle'], devices: Contracts['devices']) {
  if ((await oracle.config()).devices !== undefined) return [];
  return [{ contractAddress: oracle.address, msg: oracleMsg.setDevices({ devices: devices.address }) }];
}

async function notariesToSet(devices: Contracts['devices'], notaries: readonly Uint8Array[]) {
  const { bindingNotaries } = await devices.config();
  const wanted = notaries.toSorted(compareBytes);
  const isSame =
    wanted.length === bindingNotaries.length &&
    bindingNotaries.every((key, at) => equalBytes(key, wanted[at] ?? new Uint8Array()));
  if (isSame) return [];
  const msg = devicesMsg.setBindingNotaries({ notaries: wanted, required: BINDING_REQUIRED });
  return [{ contractAddress: devices.address, msg }];
}

/** Each read-back of the device: only who has the device in its account gets an answer. */
async function proofsToSet(devices: Contracts['devices'], { device: { adapter, serialParam } }: Vendor) {
  const known = await devices.proofs();
  return deviceCapabilities(adapter)
    .map(({ readbackOperation }) => readbackOperation)
    .filter((id, at, all) => all.findIndex((other) => equalBytes(other, id)) === at)
    .filter((id) => !known.some(({ operation }) => equalBytes(operation, id)))
    .map((operation) => ({
      contractAddress: devices.address,
      msg: devicesMsg.setProof({ operation, proof: { vendor: adapter.vendor, serialParam } }),
    }));
}
