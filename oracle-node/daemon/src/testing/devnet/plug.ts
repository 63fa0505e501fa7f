import { AttestationSchema, ContextSchema, create, encode } from '@cloudx3/proto';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { deviceRegistrationDigest, devicesMsg } from '@cloudx3/sdk';
import type { NewDevice } from '@cloudx3/sdk';
import { vi } from 'vitest';
import { systemClock } from '../../clock/clock.ts';
import { fakeNotarizers } from '../fake-notarizer.ts';
import { publicKeysOf } from '../test-feed.ts';
import { STATE_OPERATION, SWITCH_CAPABILITY } from '../test-operations.ts';
import { testVendor } from '../test-vendor.ts';
import { DEVICE_PRICE } from './contracts.ts';
import type { Contracts } from './contracts.ts';

const SERIAL = 'abc1';
const PARAMS = { serial: SERIAL };
const WAIT = { timeout: 30_000, interval: 100 };

export interface PlugKeys {
  /** In key order; the first reads the plug for its owner. */
  readonly members: readonly TestKey[];
  readonly notaries: readonly TestKey[];
  /** Members whose node runs: it accepts by itself. */
  readonly running: readonly { readonly key: TestKey }[];
}

/** A plug with the capability "switch", bound to its owner; resolves once all these are members of it. Gives its id. */
export async function registerPlug(contracts: Contracts, keys: PlugKeys): Promise<string> {
  const id = await claimPlug(contracts, keys);
  await bindPlug(contracts, keys, id);
  const { owner, devices } = contracts;
  const idle = keys.members.filter((member) => !keys.running.some(({ key }) => key === member));
  const members = [
    ...publicKeysOf(idle).map((pubkey) => ({ role: 'operator' as const, pubkey })),
    ...publicKeysOf(keys.notaries).map((pubkey) => ({ role: 'notary' as const, pubkey })),
  ];
  await owner.execute(devices.address, devicesMsg.admitMembers({ device: id, members }));
  await vi.waitUntil(async () => (await devices.members(id))?.operators.every(({ member }) => member), WAIT);
  return id;
}

async function claimPlug({ chainId, devices, owner }: Contracts, keys: PlugKeys): Promise<string> {
  const wallet = testKey('devnet/device');
  const pubkey = Uint8Array.from(wallet.publicKey);
  const { leastDeadlineMs } = await devices.config();
  const device = plug(keys, leastDeadlineMs);
  const of = { chainId, devices: devices.address, pubkey, owner: owner.address };
  const signature = wallet.sign(
    deviceRegistrationDigest({ ...of, vendor: device.vendor, serial: device.serial }),
  );
  await owner.execute(devices.address, devicesMsg.registerDevice({ pubkey, signature, device }));
  const [registered] = await devices.devices();
  if (registered === undefined) throw new Error('the device is not there');
  return registered.id;
}

function plug({ members, notaries }: PlugKeys, minDeadlineMs: bigint): NewDevice {
  return {
    vendor: 'test',
    serial: SERIAL,
    serialParam: 'serial',
    params: [{ name: 'serial', value: SERIAL }],
    capabilities: [SWITCH_CAPABILITY],
    operators: publicKeysOf(members),
    notaries: publicKeysOf(notaries),
    acceptedModes: ['mpc'],
    allowCustomCa: false,
    price: DEVICE_PRICE,
    minDeadlineMs,
    label: 'plug',
  };
}

/** Has the plug's state read and attested for the claim (rule DEV-2). */
async function bindPlug(
  { chainId, oracle, devices, owner }: Contracts,
  { members: [reader], notaries }: PlugKeys,
  device: string,
): Promise<void> {
  const [notary] = notaries;
  if (reader === undefined || notary === undefined) throw new Error('nobody reads the plug');
  const network = { chainId, oracle: oracle.address };
  const { mpc } = fakeNotarizers(
    { network, prover: reader.publicKey, notaries, vendor: testVendor() },
    { clock: systemClock },
  );
  const value = { devices: devices.address, device, claimant: owner.address };
  const { attestation } = await mpc.notarize(
    {
      notary: { url: 'wss://notary.example', pubkey: notary.publicKey },
      operation: STATE_OPERATION,
      params: PARAMS,
      secrets: {},
      subject: device,
      context: create(ContextSchema, { purpose: { case: 'binding', value } }),
    },
    new AbortController().signal,
  );
  const { sessionTimeMs } = attestation.body;
  // What is sent is tried at the newest block's time first.
  await vi.waitUntil(async () => BigInt(await owner.blockTimeMs()) >= sessionTimeMs, WAIT);
  const attestations = [encode(AttestationSchema, attestation.attestation)];
  await owner.execute(devices.address, devicesMsg.bindDevice({ device, attestations }));
}
