import { ChainWriter } from '@cloudx3/sdk';
import { openAccounts, openDeviceKey, openPassphrase } from './accounts.ts';
import type { Account, Accounts } from './accounts.ts';
import { openCertificates } from './certificates.ts';
import type { Certificates } from './certificates.ts';
import { startChain } from './chain.ts';
import { ChainStory } from './chain-story.ts';
import type { DeployContext, Members } from './deploy/context.ts';
import { deployContracts } from './deploy/contracts.ts';
import type { Contracts } from './deploy/contracts.ts';
import { registerDevice } from './deploy/device.ts';
import { createFeeds } from './deploy/feeds.ts';
import { publishOperations } from './deploy/operations.ts';
import type { Deployed, Place } from './deployed.ts';
import { STEP_UP_FEED, TELEMETRY_FEED } from './economy.ts';
import type { Network, NetworkOptions } from './network.ts';
import { openNode, registerNode, startNode } from './nodes.ts';
import type { NodeIdentity } from './nodes.ts';
import { registerNotary, startNotary } from './notaries.ts';
import { GAS_PRICE, rpcUrl } from './plan.ts';
import { DEFAULT_CHAIN } from './options.ts';
import type { NetworkPlan } from './plan.ts';
import type { ProcessGroup, RunningProcess } from './processes.ts';
import { writeState } from './state.ts';
import type { NetworkState } from './state.ts';
import type { Terminal } from './terminal.ts';
import { startVendor } from './vendor/start-vendor.ts';
import type { Vendor } from './vendor/vendor.ts';

export interface Tools {
  readonly processes: ProcessGroup;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** What is opened adds its end. */
  readonly closers: (() => Promise<void> | void)[];
}

/** What is there before anything runs: files of keys and certificates. */
interface Keys {
  readonly certificates: Certificates;
  readonly passphraseFile: string;
  readonly identities: readonly NodeIdentity[];
  readonly accounts: Accounts;
}

/** A process on its way up, for what goes on meanwhile; it is waited for at the end. */
interface Rising {
  readonly process: Promise<RunningProcess>;
}

/** Puts a network together, each part as soon as what it stands on is there. */
export async function compose(
  plan: NetworkPlan,
  options: NetworkOptions,
  state: NetworkState,
  tools: Tools,
): Promise<Omit<Network, 'close'>> {
  const keys = await openKeys(plan);
  const { vendor, deployer, owner } = await startGround(plan, options, keys, tools);
  const { processes, terminal } = tools;
  const context: DeployContext = { deployer, owner, terminal, remember: rememberIn(plan, state) };
  const place = {
    plan,
    vendor,
    certificates: keys.certificates,
    passphraseFile: keys.passphraseFile,
    makers: [deployer.address, owner.address],
  };
  const { contracts, notaries } = await deploy(context, state, tools, place);
  const members: Members = {
    operators: keys.identities.map(({ pubkey }) => pubkey),
    notaries: notaries.map(({ pubkey }) => pubkey),
  };
  const nodes = await registerNodes(tools, { ...place, oracle: contracts.oracle, contracts });
  const device = { ...members, key: openDeviceKey(plan.dataDir) };
  const [deviceId, ...running] = await Promise.all([
    registerDevice(context, contracts.devices, vendor, device),
    Promise.all(notaries.map(({ process }) => process)),
    Promise.all(nodes.map(({ process }) => process)),
  ]);
  const story = await openStory(deployer, contracts);
  const feeds = await makeFeeds(context, contracts, vendor, members, options);
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
    identities: keys.identities,
    names: nameAccounts(plan, keys),
  };
}

async function openKeys(plan: NetworkPlan): Promise<Keys> {
  const passphraseFile = openPassphrase(plan.dataDir);
  const [certificates, identities, accounts] = await Promise.all([
    openCertificates(plan.dataDir),
    Promise.all(plan.nodes.map((node) => openNode(node, passphraseFile))),
    openAccounts(plan),
  ]);
  return { certificates, passphraseFile, identities, accounts };
}

/** The chain and the vendor's cloud, and the two accounts that deploy. */
async function startGround(
  plan: NetworkPlan,
  { source, chain: kind = DEFAULT_CHAIN }: NetworkOptions,
  { accounts, identities, certificates }: Keys,
  { processes, terminal, signal, closers }: Tools,
): Promise<{ vendor: Vendor; deployer: ChainWriter; owner: ChainWriter }> {
  const chainName = kind === DEFAULT_CHAIN ? 'embedded, one process' : 'wasmd, built at its first use';
  terminal.step(`Starting the chain (${chainName}) and the vendor cloud`);
  const funded = [accounts.deployer, accounts.owner, ...accounts.notaries, ...identities];
  const chain = startChain(
    processes,
    plan,
    funded.map(({ address }) => address),
    kind,
  );
  const [vendor] = await Promise.all([
    startVendor(source, { plan, certificates, processes, terminal, signal }).then((started) => {
      closers.push(() => started.close());
      return started;
    }),
    chain,
  ]);
  terminal.event('vendor', vendor.story);
  const [deployer, owner] = await Promise.all([
    connect(plan, accounts.deployer, closers),
    connect(plan, accounts.owner, closers),
  ]);
  return { vendor, deployer, owner };
}

/** The contracts, then at the same time all that needs the oracle alone: the other contract, the operations and the notaries. */
async function deploy(
  context: DeployContext,
  state: NetworkState,
  { terminal, processes }: Tools,
  ground: Omit<Place, 'oracle'>,
): Promise<{ contracts: Contracts; notaries: readonly (Rising & { readonly pubkey: Uint8Array })[] }> {
  terminal.step('Deploying the contracts');
  const { oracle, deployDevices } = await deployContracts(context, state);
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

function registerNodes({ terminal, processes }: Tools, deployed: Deployed): Promise<readonly Rising[]> {
  const { nodes } = deployed.plan;
  terminal.step(
    `Registering and starting ${nodes.length} oracle nodes, each with a bond and a proof that it holds its key`,
  );
  return Promise.all(
    nodes.map(async (node) => {
      await registerNode(node, deployed);
      return { process: rising(startNode(processes, node)) };
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
  { stepUpFeed }: NetworkOptions,
): Promise<Pick<Network, 'feedId' | 'stepUpFeedId'>> {
  const feeds = stepUpFeed === false ? [TELEMETRY_FEED] : [TELEMETRY_FEED, STEP_UP_FEED];
  const [feedId, stepUpFeedId] = await createFeeds(context, oracle, vendor, members, feeds);
  if (feedId === undefined) throw new Error('no feed was created');
  return { feedId, stepUpFeedId };
}

async function connect(
  plan: NetworkPlan,
  { wallet }: Account,
  closers: Tools['closers'],
): Promise<ChainWriter> {
  const chain = await ChainWriter.connect({ rpcUrl: rpcUrl(plan), signer: wallet, gasPrice: GAS_PRICE });
  closers.push(() => chain.close());
  return chain;
}

/** Adds to what the network's file says was deployed, each time at once. */
function rememberIn(plan: NetworkPlan, state: NetworkState): (part: Partial<NetworkState>) => void {
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
