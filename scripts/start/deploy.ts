import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceCapabilities } from '@cloudx3/adapter-kit';
import { repositoryRoot } from '@cloudx3/launcher';
import { DevicesQueries, OracleQueries, deviceRegistrationDigest, devicesMsg, oracleMsg } from '@cloudx3/sdk';
import { faultsTolerated } from '@cloudx3/oracle-protocol';
import type { ChainWriter } from '@cloudx3/sdk';
import { compareBytes, equalBytes } from '@cloudx3/proto';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import { OPERATOR_BOND } from './economy.ts';
import type { FeedTerms } from './economy.ts';
import { DENOM } from './plan.ts';
import type { NetworkState } from './state.ts';
import type { Terminal } from './terminal.ts';
import type { Vendor } from './vendor/vendor.ts';

/** What deploying needs. Every step looks at the chain first, so that it can be repeated after a kill at any point. */
export interface DeployContext {
  readonly chain: ChainWriter;
  readonly terminal: Terminal;
  /** Keeps what was deployed so far. */
  remember(part: Partial<NetworkState>): void;
}

export interface Contracts {
  readonly oracle: OracleQueries;
  readonly devices: DevicesQueries;
}

/** Uploads and instantiates both contracts from the committed artifacts, unless the state names them. */
export async function deployContracts(context: DeployContext, state: NetworkState): Promise<Contracts> {
  const oracle =
    state.oracle ??
    (await instantiate(context, 'oracle', {
      denom: DENOM,
      operator_bond: OPERATOR_BOND,
      notary_bond: OPERATOR_BOND,
    }));
  context.remember({ oracle });
  const devices =
    state.devices ??
    (await instantiate(context, 'devices', {
      oracle,
      denom: DENOM,
      lease_ms: 180_000,
      executor_share_percent: 80,
    }));
  context.remember({ devices });
  return {
    oracle: new OracleQueries(context.chain, oracle),
    devices: new DevicesQueries(context.chain, devices),
  };
}

async function instantiate(
  { chain, terminal }: DeployContext,
  name: string,
  message: object,
): Promise<string> {
  const wasm = readFileSync(join(repositoryRoot, 'contracts', 'artifacts', `${name}.wasm`));
  const codeId = await chain.upload(wasm);
  const address = await chain.instantiate(codeId, message, `cloudx3-${name}`);
  terminal.event('chain', `contract "${name}" is at ${address}`);
  return address;
}

/** Publishes the operations of the vendor's adapters that are not on chain yet. */
export async function publishOperations(
  { chain, terminal }: DeployContext,
  oracle: OracleQueries,
  vendor: Vendor,
): Promise<void> {
  const published = await oracle.operations();
  for (const operation of vendor.adapters.flatMap((adapter) => Object.values(adapter.operations))) {
    if (published.some(({ id }) => equalBytes(id, operation.id))) continue;
    await chain.execute(oracle.address, oracleMsg.publishOperation(operation.bytes));
    const id = Buffer.from(operation.id).toString('hex').slice(0, 16);
    terminal.event('chain', `operation ${operation.message.name} is published as ${id}…`);
  }
}

export interface Members {
  readonly operators: readonly Uint8Array[];
  readonly notaries: readonly Uint8Array[];
}

/** Creates the feed and funds it. Round 0 begins with the block that holds it. */
export async function createFeed(
  context: DeployContext,
  oracle: OracleQueries,
  vendor: Vendor,
  members: Members,
  { suffix, escrow, stepUp, ...terms }: FeedTerms,
): Promise<number> {
  const { chain, terminal } = context;
  const label = `${vendor.feed.label}${suffix}`;
  const existing = (await oracle.feeds()).find((feed) => feed.spec.label === label);
  if (existing !== undefined) {
    terminal.event(
      'chain',
      `feed ${existing.id} "${existing.spec.label}" is there from before; its rounds go on`,
    );
    return existing.id;
  }
  const { operation, params, reading, unit, decimals } = vendor.feed;
  const quorum = members.operators.length - faultsTolerated(members.operators.length);
  const outcome = await chain.execute(
    oracle.address,
    oracleMsg.createFeed({
      ...terms,
      quorum,
      label,
      operationId: operation.id,
      params: sortedParams(params),
      subject: '',
      reading,
      unit,
      decimals,
      operators: members.operators.toSorted(compareBytes),
      notaries: members.notaries.toSorted(compareBytes),
      ...(stepUp === undefined
        ? {}
        : {
            stepUp: {
              everyRounds: stepUp.everyRounds,
              movedMoreThan: { mantissa: stepUp.movedByUnits * 10n ** BigInt(decimals), scale: decimals },
            },
          }),
    }),
    { funds: [{ denom: DENOM, amount: escrow }] },
  );
  const feedId = Number(outcome.events.find((event) => event.type === 'feed_created')?.attributes['feed_id']);
  terminal.event(
    'chain',
    `feed ${feedId} "${label}": ${quorum} of ${members.operators.length} nodes must agree each ${Number(terms.intervalMs) / 1000} s, proven by ${provenBy(terms, stepUp)}`,
  );
  return feedId;
}

function provenBy({ modes }: Pick<FeedTerms, 'modes'>, stepUp: FeedTerms['stepUp']): string {
  if (stepUp === undefined) return modes.proxy === undefined ? 'MPC' : 'PROXY';
  return `PROXY, and by MPC each round ${stepUp.everyRounds} divides and whenever it moves by more than ${stepUp.movedByUnits}`;
}

/** Registers the device wallet: its own key proves possession, its owner sends the transaction. */
export async function registerDevice(
  context: DeployContext,
  devices: DevicesQueries,
  vendor: Vendor,
  device: Members & { readonly key: Uint8Array },
): Promise<string> {
  const { chain, terminal } = context;
  const { adapter, serial, serialParam, params, label } = vendor.device;
  const existing = await devices.deviceBySerial(adapter.vendor, serial);
  if (existing !== undefined) {
    terminal.event('owner', `device "${existing.label}" is there from before: ${existing.id}`);
    return existing.id;
  }
  const pubkey = publicKeyOf(device.key);
  const digest = deviceRegistrationDigest({
    chainId: chain.chainId,
    devices: devices.address,
    pubkey,
    owner: chain.address,
    vendor: adapter.vendor,
    serial,
  });
  await chain.execute(
    devices.address,
    devicesMsg.registerDevice({
      pubkey,
      signature: signDigest(digest, device.key),
      vendor: adapter.vendor,
      serial,
      serialParam,
      params: sortedParams(params),
      capabilities: deviceCapabilities(adapter).map((capability) => ({
        ...capability,
        values: [...capability.values],
      })),
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

function sortedParams(params: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(params)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
