import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { DevicesQueries, OracleQueries, devicesInstantiate, oracleInstantiate } from '@cloudx3/sdk';
import type { ChainWriter } from '@cloudx3/sdk';
import { OPERATOR_BOND } from '../economy.ts';
import { DENOM } from '../plan.ts';
import type { NetworkState } from '../state.ts';
import type { DeployContext } from './context.ts';

export interface Contracts {
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries;
}

/** Codes of the committed artifacts, both uploaded in one block; undefined where the state names the contract already. */
export interface Codes {
  readonly oracle: number | undefined;
  readonly devices: number | undefined;
}

export async function uploadContracts(
  { deployer, owner }: DeployContext,
  state: NetworkState,
): Promise<Codes> {
  const upload = (chain: ChainWriter, name: 'oracle' | 'devices') =>
    state[name] === undefined
      ? chain.upload(readFileSync(join(repositoryRoot, 'contracts', 'artifacts', `${name}.wasm`)))
      : undefined;
  const [oracle, devices] = await Promise.all([upload(deployer, 'oracle'), upload(owner, 'devices')]);
  return { oracle, devices };
}

/** Instantiates the oracle contract, unless the state names it. */
export async function deployOracle(
  context: DeployContext,
  state: NetworkState,
  { oracle: codeId }: Codes,
): Promise<OracleQueries> {
  const bond = BigInt(OPERATOR_BOND);
  const message = oracleInstantiate({ denom: DENOM, operatorBond: bond, notaryBond: bond });
  const oracle = state.oracle ?? (await instantiate(context, 'oracle', codeId, message));
  context.remember({ oracle });
  return new OracleQueries(context.deployer, oracle);
}

/** Instantiates the devices contract, unless the state names it. */
export async function deployDevices(
  context: DeployContext,
  state: NetworkState,
  { devices: codeId }: Codes,
  oracle: OracleQueries,
): Promise<DevicesQueries> {
  const message = devicesInstantiate({
    oracle: oracle.address,
    denom: DENOM,
    leaseMs: 180_000n,
    executorSharePercent: 80,
  });
  const devices = state.devices ?? (await instantiate(context, 'devices', codeId, message));
  context.remember({ devices });
  return new DevicesQueries(context.deployer, devices);
}

async function instantiate(
  { deployer, terminal }: DeployContext,
  name: string,
  codeId: number | undefined,
  message: object,
): Promise<string> {
  if (codeId === undefined) throw new Error(`the code of "${name}" was not uploaded`);
  const address = await deployer.instantiate(codeId, message, `cloudx3-${name}`);
  terminal.event('chain', `contract "${name}" is at ${address}`);
  return address;
}
