import type { ChainWriter } from '@cloudx3/sdk';
import { openDeviceKey } from './accounts.ts';
import { DEFAULT_CHAIN } from './chain-place.ts';
import { ChainStory } from './chain-story.ts';
import type { DeployContext, Members } from './deploy/context.ts';
import { deployContracts } from './deploy/contracts.ts';
import type { Contracts } from './deploy/contracts.ts';
import { admitMembers, bindDevice } from './deploy/bind.ts';
import { registerDevice } from './deploy/device.ts';
import { createFeeds } from './deploy/feeds.ts';
import { publishOperations } from './deploy/operations.ts';
import { nameProofs } from './deploy/proofs.ts';
import type { Deployed, Place } from './deployed.ts';
import { feedsOf } from './economy.ts';
import { startGround } from './ground.ts';
import { openKeys } from './keys.ts';
import type { Keys } from './keys.ts';
import type { Network } from './network.ts';
import type { NetworkOptions } from './network-options.ts';
import { registerNode, startNode } from './nodes.ts';
import type { NamedProver } from './nodes.ts';
import { registerNotary, startNotary } from './notaries.ts';
import type { NetworkPlan } from './plan.ts';
import type { RunningProcess } from './processes.ts';
import { writeState } from './state.ts';
import type { NetworkState } from './state.ts';
import type { Tools } from './tools.ts';
import type { Vendor } from './vendor/vendor.ts';

/** A process on its way up, for what goes on meanwhile; it is waited for at the end. */
interface Rising {
  readonly process: Promise<RunningProcess>;
}

interface RisingNode extends Rising {
  /** What reads as its operator. */
  readonly reads: NamedProver;
}

/** Puts a network together, each part as soon as what it stands on is there. */
export async function compose(
  plan: NetworkPlan,
  options: NetworkOptions,
  state: NetworkState,
  tools: Tools,
): Promise<Omit<Network, 'close'>> {
  const keys = await openKeys(plan);
  const remember = rememberIn(plan, state);
  const { vendor, deployer, owner } = await startGround(plan, options, { keys, state, remember }, tools);
  const { processes, terminal } = tools;
  const context: DeployContext = { deployer, owner, chain: plan.chain, terminal, remember };
  const place = {
    plan,
    vendor,
    certificates: keys.certificates,
    passphraseFile: keys.passphraseFile,
    makers: [deployer.address, owner.address],
  };
  const { contracts, notaries } = await deploy(context, state, { ...tools, ...options }, place);
  const members: Members = {
    operators: keys.identities.map(({ pubkey }) => pubkey),
    notaries: notaries.map(({ pubkey }) => pubkey),
  };
  const device = { ...members, key: openDeviceKey(plan.dataDir) };
  const [nodes, deviceId] = await Promise.all([
    registerNodes(tools, { ...place, oracle: contracts.oracle, contracts }),
    registerDevice(context, contracts.devices, vendor, device),
    nameProofs(context, contracts, vendor, members.notaries),
  ]);
  const running = await Promise.all([
    Promise.all(notaries.map(({ process }) => process)),
    Promise.all(nodes.map(({ process }) => process)),
  ]);
  const story = await openStory(deployer, contracts);
  const [first] = nodes;
  if (first === undefined) throw new Error('a network has nodes');
  const taken = { id: deviceId, vendor, notaries: members.notaries };
  const [feeds] = await Promise.all([
    makeFeeds(context, contracts, vendor, members, options),
    takeDevice(context, contracts, taken, first.reads, tools),
  ]);
  context.remember({ feedId: feeds.feedId, device: deviceId });
  return {
    ...contracts,
    ...feeds,
    plan,
    chain: options.chain ?? DEFAULT_CHAIN,
    vendor,
    deviceId,
    owner,
    story,
    members,
    processes,
    notaries: running[0],
    nodes: running[1],
    reader: first.reads,
    identities: keys.identities,
    names: nameAccounts(plan, keys),
  };
}

/** The contracts, then at the same time all that needs the oracle alone: the other contract, the operations and the notaries. */
async function deploy(
  context: DeployContext,
  state: NetworkState,
  { terminal, processes, ...terms }: Tools & Pick<NetworkOptions, 'unbondingMs'>,
  ground: Omit<Place, 'oracle'>,
): Promise<{ contracts: Contracts; notaries: readonly (Rising & { readonly pubkey: Uint8Array })[] }> {
  terminal.step('Deploying the contracts');
  const { oracle, deployDevices } = await deployContracts(context, state, terms);
  const { plan, vendor } = ground;
  terminal.step(
    `Publishing what may be read; registering and starting ${plan.notaries.length} notaries, each with a bond and a proof that it holds its key`,
  );
  const [devices, notaries] = await Promise.all([
    deployDevices(),
    Promise.all(
      plan.notaries.map(async (notary) => {
        const pubkey = await registerNotary(notary, { ...ground, oracle });
        return { pubkey, process: rising(startNotary(processes, notary)) };
      }),
    ),
    publishOperations(context, oracle, vendor),
  ]);
  return { contracts: { oracle, devices }, notaries };
}

/** The owner shows that it has the device, and who agreed to serve it comes in. Any registered operator may do the reading. */
async function takeDevice(
  context: DeployContext,
  contracts: Contracts,
  device: Parameters<typeof bindDevice>[2],
  reader: NamedProver,
  { signal }: Tools,
): Promise<void> {
  await bindDevice(context, contracts, device, reader, signal);
  await admitMembers(context, contracts, device.id);
}

function registerNodes({ terminal, processes }: Tools, deployed: Deployed): Promise<readonly RisingNode[]> {
  const { nodes } = deployed.plan;
  terminal.step(
    `Registering and starting ${nodes.length} oracle nodes, each with a bond and a proof that it holds its key`,
  );
  return Promise.all(
    nodes.map(async (node) => {
      const reads = await registerNode(node, deployed);
      return { reads, process: rising(startNode(processes, node)) };
    }),
  );
}

/** A promise that may fail before anybody waits for it, which is no reason to end without saying why. */
function rising(process: Promise<RunningProcess>): Promise<RunningProcess> {
  process.catch(() => undefined);
  return process;
}

async function openStory(chain: ChainWriter, { oracle, devices }: Contracts): Promise<ChainStory> {
  const fromHeight = (await chain.height()) + 1;
  return new ChainStory({ oracle: oracle.address, devices: devices.address, fromHeight }, { chain });
}

async function makeFeeds(
  context: DeployContext,
  { oracle }: Contracts,
  vendor: Vendor,
  members: Members,
  options: NetworkOptions,
): Promise<Pick<Network, 'feedId' | 'stepUpFeedId'>> {
  const [feedId, stepUpFeedId] = await createFeeds(context, oracle, vendor, members, feedsOf(options));
  if (feedId === undefined) throw new Error('no feed was created');
  return { feedId, stepUpFeedId };
}

/** Adds to what the network's file says was deployed, each time at once. */
function rememberIn(plan: NetworkPlan, state: NetworkState): DeployContext['remember'] {
  let remembered = state;
  return (part) => {
    remembered = { ...remembered, ...part };
    writeState(plan.dataDir, remembered);
  };
}

function nameAccounts(plan: NetworkPlan, { accounts, identities }: Keys): ReadonlyMap<string, string> {
  return new Map([
    [accounts.owner.address, 'owner'],
    [accounts.deployer.address, 'deployer'],
    ...plan.notaries.map(({ name }, i): [string, string] => [accounts.notaries[i]?.address ?? '', name]),
    ...identities.map(({ name, address }): [string, string] => [address, name]),
  ]);
}
