import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import {
  DevicesQueries,
  OracleQueries,
  devicesInstantiate,
  devicesMsg,
  oracleInstantiate,
  oracleMsg,
  registrationDigest,
} from '@cloudx3/sdk';
import type { ChainWriter, Role } from '@cloudx3/sdk';
import { publicKeysOf } from '../test-feed.ts';
import { STATE_OPERATION, TEST_OPERATIONS, idOf } from '../test-operations.ts';
import { DENOM } from './accounts.ts';

const BOND = '1000';
export const DEVICE_PRICE = 1_000n;
export const LEASE_DEPOSIT = 10n;

export interface Contracts {
  readonly chainId: string;
  readonly owner: ChainWriter;
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries;
}

export interface Terms {
  /** Who attests that somebody has a device. */
  readonly notaries: readonly TestKey[];
  /** Of a lease, and the least between a command's issue and its deadline. */
  readonly leaseMs: bigint;
}

/** Puts both contracts on chain, and the operations of all tests; whoever reads a plug's state has the plug. */
export async function deploy(owner: ChainWriter, chainId: string, terms: Terms): Promise<Contracts> {
  const oracle = await instantiate(owner, 'oracle', oracleTerms());
  const devices = await instantiate(owner, 'devices', devicesTerms(oracle, terms));
  const proof = { vendor: 'test', serialParam: 'serial' };
  await owner.executeMany([
    ...TEST_OPERATIONS.map(({ bytes }) => ({
      contractAddress: oracle,
      msg: oracleMsg.publishOperation({ operation: bytes }),
    })),
    { contractAddress: oracle, msg: oracleMsg.setDevices({ devices }) },
    { contractAddress: devices, msg: devicesMsg.setProof({ operation: idOf(STATE_OPERATION), proof }) },
  ]);
  return {
    chainId,
    owner,
    oracle: new OracleQueries(owner, oracle),
    devices: new DevicesQueries(owner, devices),
  };
}

function oracleTerms() {
  return oracleInstantiate({ denom: DENOM, operatorBond: BigInt(BOND), notaryBond: BigInt(BOND) });
}

function devicesTerms(oracle: string, { notaries, leaseMs }: Terms) {
  return devicesInstantiate({
    oracle,
    denom: DENOM,
    allowCustomCa: false,
    bindingNotaries: publicKeysOf(notaries),
    bindingRequired: 1,
    leaseMs,
    leaseDeposit: LEASE_DEPOSIT,
    leastDeadlineMs: leaseMs,
    leastPrice: 1n,
    executorSharePercent: 70,
    readbackPercent: 20,
    handoverMs: 60_000n,
  });
}

async function instantiate(owner: ChainWriter, name: 'oracle' | 'devices', message: object): Promise<string> {
  return owner.instantiate(await owner.upload(artifact(name)), message, name);
}

export async function registerMember(
  { chainId, oracle }: Contracts,
  account: ChainWriter,
  member: {
    readonly key: TestKey;
    readonly name: string;
    readonly endpoint: string;
    /** Whether it joins whatever reads the operations of the tests (ACC-3). */
    readonly agrees: boolean;
  },
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
  if (member.agrees) await agreeToAll(account, oracle, { role: 'operator', pubkey });
}

export async function registerNotary(
  { chainId, oracle }: Contracts,
  account: ChainWriter,
  notary: { readonly key: TestKey; readonly name: string },
): Promise<void> {
  const { publicKey: pubkey } = notary.key;
  const of = { chainId, oracle: oracle.address, pubkey, account: account.address };
  const message = oracleMsg.registerNotary({
    pubkey,
    signature: notary.key.sign(registrationDigest('notary', of)),
    name: notary.name,
    url: `wss://${notary.name}.example`,
  });
  await account.execute(oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
  await agreeToAll(account, oracle, { role: 'notary', pubkey });
}

/** Says beforehand that the key joins whatever reads the operations of the tests (rule ACC-3). */
async function agreeToAll(
  account: ChainWriter,
  oracle: OracleQueries,
  key: { readonly role: Role; readonly pubkey: Uint8Array },
): Promise<void> {
  const rule = { operations: TEST_OPERATIONS.map(idOf), admins: [], leastReward: 0n, mostFeeds: 64 };
  await account.execute(oracle.address, oracleMsg.setStandingRule({ ...key, rule }));
}

function artifact(name: string): Uint8Array {
  const file = `../../../../../contracts/artifacts/${name}.wasm`;
  return readFileSync(fileURLToPath(new URL(file, import.meta.url)));
}
