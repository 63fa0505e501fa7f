import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import {
  DevicesQueries,
  OracleQueries,
  deviceRegistrationDigest,
  devicesMsg,
  oracleMsg,
  registrationDigest,
} from '@cloudx3/sdk';
import type { ChainWriter } from '@cloudx3/sdk';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { publicKeysOf } from '../test-feed.ts';
import { SWITCH_CAPABILITY, TEST_OPERATIONS } from '../test-operations.ts';
import { DENOM } from './accounts.ts';

const BOND = '1000';
export const DEVICE_PRICE = 1_000n;

export interface Contracts {
  readonly chainId: string;
  readonly owner: ChainWriter;
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries;
}

/** Puts both contracts on chain, and the operations of all tests. */
export async function deploy(owner: ChainWriter, chainId: string): Promise<Contracts> {
  const config = { admin: owner.address, denom: DENOM, operator_bond: BOND, notary_bond: BOND };
  const oracle = await owner.instantiate(await owner.upload(artifact('oracle')), config, 'oracle');
  const devices = await owner.instantiate(
    await owner.upload(artifact('devices')),
    { oracle, denom: DENOM, lease_ms: 60_000, executor_share_percent: 70 },
    'devices',
  );
  for (const { bytes } of TEST_OPERATIONS)
    await owner.execute(oracle, oracleMsg.publishOperation({ operation: bytes }));
  return {
    chainId,
    owner,
    oracle: new OracleQueries(owner, oracle),
    devices: new DevicesQueries(owner, devices),
  };
}

export async function registerMember(
  { chainId, oracle }: Contracts,
  account: ChainWriter,
  member: { readonly key: TestKey; readonly name: string; readonly endpoint: string },
): Promise<void> {
  const { publicKey: pubkey } = member.key;
  const of = { chainId, oracle: oracle.address, pubkey, account: account.address };
  const message = oracleMsg.registerOperator({
    pubkey,
    signature: member.key.sign(registrationDigest('operator', of)),
    name: member.name,
    endpoints: [member.endpoint],
  });
  await account.execute(oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
}

export async function registerNotary(
  { chainId, oracle, owner }: Contracts,
  key: TestKey,
  name: string,
): Promise<void> {
  const { publicKey: pubkey } = key;
  const of = { chainId, oracle: oracle.address, pubkey, account: owner.address };
  const message = oracleMsg.registerNotary({
    pubkey,
    signature: key.sign(registrationDigest('notary', of)),
    name,
    url: `wss://${name}.example`,
  });
  await owner.execute(oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
}

/** A plug with the capability "switch"; gives its id. */
export async function registerPlug(
  { chainId, devices, owner }: Contracts,
  members: readonly TestKey[],
  notaries: readonly TestKey[],
): Promise<string> {
  const device = testKey('devnet/device');
  const of = {
    chainId,
    devices: devices.address,
    pubkey: device.publicKey,
    owner: owner.address,
    vendor: 'test',
    serial: 'abc1',
  };
  const message = devicesMsg.registerDevice({
    pubkey: Uint8Array.from(device.publicKey),
    signature: device.sign(deviceRegistrationDigest(of)),
    vendor: of.vendor,
    serial: of.serial,
    serialParam: 'serial',
    params: [{ name: 'serial', value: of.serial }],
    capabilities: [SWITCH_CAPABILITY],
    operators: publicKeysOf(members),
    notaries: publicKeysOf(notaries),
    acceptedModes: ['mpc'],
    allowCustomCa: false,
    price: DEVICE_PRICE,
    label: 'plug',
  });
  await owner.execute(devices.address, message);
  const [registered] = await devices.devices();
  if (registered === undefined) throw new Error('the device is not there');
  return registered.id;
}

function artifact(name: string): Uint8Array {
  const file = `../../../../../contracts/artifacts/${name}.wasm`;
  return readFileSync(fileURLToPath(new URL(file, import.meta.url)));
}
