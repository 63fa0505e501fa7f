import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { DevicesQueries, OracleQueries, devicesInstantiate, oracleInstantiate } from '@cloudx3/sdk';
import type { ChainWriter } from '@cloudx3/sdk';
import { BINDING_REQUIRED, DEVICE_RULES, OPERATOR_BOND } from '../economy.ts';
import type { NetworkOptions } from '../network-options.ts';
import type { NetworkState } from '../state.ts';
import type { DeployContext } from './context.ts';

export interface Contracts {
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries;
}

/**
 * Makes both contracts, unless the state names them. The oracle's code goes up first and alone: so a new chain gives both the addresses that
 * the pages name. The other code goes up while the oracle is made.
 */
export async function deployContracts(
  context: DeployContext,
  state: NetworkState,
  terms: Pick<NetworkOptions, 'unbondingMs'>,
): Promise<ContractsToCome> {
  const oracleCode = await upload(context.deployer, state, 'oracle');
  const [oracle, devicesCode] = await Promise.all([
    deployOracle(context, state, oracleCode, terms),
    upload(context.owner, state, 'devices'),
  ]);
  return { oracle, deployDevices: () => deployDevices(context, state, devicesCode, oracle) };
}

/** The oracle, and how the other contract is made, which only needs it. */
export interface ContractsToCome {
  readonly oracle: OracleQueries;
  readonly deployDevices: () => Promise<DevicesQueries>;
}

/** The number of a committed artifact's code; undefined where the state names the contract already. */
async function upload(
  chain: ChainWriter,
  state: NetworkState,
  name: 'oracle' | 'devices',
): Promise<number | undefined> {
  if (state[name] !== undefined) return undefined;
  return chain.upload(readFileSync(join(repositoryRoot, 'contracts', 'artifacts', `${name}.wasm`)));
}

async function deployOracle(
  context: DeployContext,
  state: NetworkState,
  codeId: number | undefined,
  { unbondingMs }: Pick<NetworkOptions, 'unbondingMs'>,
): Promise<OracleQueries> {
  const bond = BigInt(OPERATOR_BOND);
  const message = oracleInstantiate({
    denom: context.chain.denom,
    operatorBond: bond,
    notaryBond: bond,
    unbondingMs,
  });
  const oracle = state.oracle ?? (await instantiate(context, 'oracle', codeId, message));
  context.remember({ oracle });
  return new OracleQueries(context.deployer, oracle);
}

async function deployDevices(
  context: DeployContext,
  state: NetworkState,
  codeId: number | undefined,
  oracle: OracleQueries,
): Promise<DevicesQueries> {
  const message = devicesInstantiate({
    oracle: oracle.address,
    denom: context.chain.denom,
    // They are named once they are registered.
    bindingNotaries: [],
    bindingRequired: BINDING_REQUIRED,
    ...DEVICE_RULES,
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
