import { setTimeout as delay } from 'node:timers/promises';
import { deviceCapability } from '@cloudx3/adapter-kit';
import type { NotaryTarget } from '@cloudx3/notary';
import { equalBytes } from '@cloudx3/proto';
import { devicesMsg } from '@cloudx3/sdk';
import type { ChainWriter, DeviceMember, OracleQueries } from '@cloudx3/sdk';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { BINDING_REQUIRED } from '../economy.ts';
import type { Vendor } from '../vendor/vendor.ts';
import type { DeployContext, Members } from './context.ts';
import type { Contracts } from './contracts.ts';
import { proveControl } from './prove-control.ts';
import type { Prover } from './prove-control.ts';

/** Shows that the owner has the device, unless that is known: it is read with the owner's own key at the vendor (rule DEV-2). */
export async function bindDevice(
  { owner, terminal }: Pick<DeployContext, 'owner' | 'terminal'>,
  { oracle, devices }: Contracts,
  bound: { readonly id: string; readonly vendor: Vendor; readonly notaries: Members['notaries'] },
  reader: Prover & { readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const { id, vendor } = bound;
  if ((await devices.device(id))?.binding !== undefined) return;
  const operation = proofOperation(vendor);
  const read = {
    operation,
    params: vendor.device.params,
    secrets: secretsFor(operation, vendor),
    devices: devices.address,
    device: id,
    claimant: owner.address,
    notaries: await targetsOf(oracle, bound.notaries.slice(0, BINDING_REQUIRED)),
  };
  const { name, ...prover } = reader;
  const { attestations, sessionTimeMs } = await proveControl(read, prover, signal);
  await blockFrom(owner, sessionTimeMs, signal);
  await owner.execute(devices.address, devicesMsg.bindDevice({ device: id, attestations }));
  terminal.event(
    'owner',
    `device ${id} is bound: ${name} read it with the owner's own key, attested for this claim alone`,
  );
}

/** Resolves once the chain's newest block is not earlier than this: what is sent is tried in its time first. */
async function blockFrom(chain: ChainWriter, timeMs: bigint, signal: AbortSignal): Promise<void> {
  while (BigInt(await chain.blockTimeMs()) < timeMs) await delay(BLOCK_POLL_MS, undefined, { signal });
}

const BLOCK_POLL_MS = 100;

/** Has who is named by a device and agreed to it beforehand become a member of it, as far as it is none (rule DEV-5). */
export async function admitMembers(
  { owner }: Pick<DeployContext, 'owner'>,
  { devices }: Contracts,
  device: string,
): Promise<void> {
  const named = await devices.members(device);
  const outside = (role: 'operator' | 'notary', keys: readonly DeviceMember[] = []) =>
    keys.filter(({ member }) => !member).map(({ pubkey }) => ({ role, pubkey }));
  const members = [...outside('operator', named?.operators), ...outside('notary', named?.notaries)];
  for (let at = 0; at < members.length; at += MOST_ADMITTED) {
    const some = members.slice(at, at + MOST_ADMITTED);
    await owner.execute(devices.address, devicesMsg.admitMembers({ device, members: some }));
  }
}

/** In one message (rule DEV-5). */
const MOST_ADMITTED = 16;

/** What the capability is read back by: only who has the device gets an answer. */
function proofOperation({ device: { adapter, capability } }: Vendor): CheckedOperation {
  const { readbackOperation } = deviceCapability(adapter, capability);
  const found = Object.values(adapter.operations).find(({ id }) => equalBytes(id, readbackOperation));
  if (found === undefined) throw new Error(`${adapter.vendor} has no read-back of "${capability}"`);
  return found;
}

function secretsFor(
  { message: { serverName } }: CheckedOperation,
  { credentials }: Vendor,
): Readonly<Record<string, string>> {
  return credentials.find(({ host }) => host === serverName)?.secrets ?? {};
}

function targetsOf(oracle: OracleQueries, keys: readonly Uint8Array[]): Promise<NotaryTarget[]> {
  return Promise.all(
    keys.map(async (pubkey) => {
      const notary = await oracle.notary(pubkey);
      if (notary === undefined) throw new Error('a notary of this network is not registered');
      return { url: notary.url, pubkey };
    }),
  );
}
