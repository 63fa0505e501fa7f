import { mkdirSync } from 'node:fs';
import { ChainWriter } from '@cloudx3/sdk';
import { openAccounts, openDeviceKey, openPassphrase } from './accounts.ts';
import type { Account, Accounts } from './accounts.ts';
import { openCertificates } from './certificates.ts';
import { startChain } from './chain.ts';
import { ChainStory } from './chain-story.ts';
import type { DeployContext, Members } from './deploy/context.ts';
import { deployContracts } from './deploy/contracts.ts';
import type { Contracts } from './deploy/contracts.ts';
import { registerDevice } from './deploy/device.ts';
import { createFeeds } from './deploy/feeds.ts';
import { publishOperations } from './deploy/operations.ts';
import { STEP_UP_FEED, TELEMETRY_FEED } from './economy.ts';
import { openNode, registerNode, startNode } from './nodes.ts';
import type { NodeIdentity } from './nodes.ts';
import type { Place } from './deployed.ts';
import { registerNotary, startNotary } from './notaries.ts';
import type { Source } from './options.ts';
import { GAS_PRICE, inspectable, planNetwork, rpcUrl } from './plan.ts';
import type { NetworkPlan } from './plan.ts';
import { ProcessGroup } from './processes.ts';
import type { Inspect, RunningProcess } from './processes.ts';
import { StartError } from './error.ts';
import { readState, writeState } from './state.ts';
import type { NetworkState } from './state.ts';
import type { Terminal } from './terminal.ts';
import { startVendor } from './vendor/start-vendor.ts';
import type { Vendor } from './vendor/vendor.ts';

export interface NetworkOptions {
  readonly source: Source;
  readonly dataDir: string;
  readonly portBase: number;
  /** 4 where it is left out, 16 at most. */
  readonly nodes?: number;
  /** False leaves out the feed that MPC proves now and then, which a small machine cannot do for many nodes at once. */
  readonly stepUpFeed?: boolean;
  /** Name of a process that a debugger may be attached to. */
  readonly inspect?: string;
}

/** A running network on this machine, with what a person would need to use it. */
export interface Network extends Contracts {
  readonly plan: NetworkPlan;
  readonly vendor: Vendor;
  /** Proven in PROXY mode, every ten seconds. */
  readonly feedId: number;
  /** The same reading, which MPC proves now and then; undefined where it was left out. */
  readonly stepUpFeedId: number | undefined;
  readonly deviceId: string;
  /** Account of the person who owns the device and uses the feed. */
  readonly owner: ChainWriter;
  readonly story: ChainStory;
  readonly members: Members;
  readonly identities: readonly NodeIdentity[];
  /** Names of accounts by address, for people. */
  readonly names: ReadonlyMap<string, string>;
  readonly processes: ProcessGroup;
  readonly notaries: readonly RunningProcess[];
  readonly nodes: readonly RunningProcess[];
  close(): Promise<void>;
}

/** Starts everything, each as a process of its own, and deploys what is not deployed yet. Can be repeated on the same data. */
export async function startNetwork(
  options: NetworkOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Network> {
  const plan = planNetwork(options.dataDir, options.portBase, options.nodes);
  mkdirSync(plan.dataDir, { recursive: true, mode: 0o700 });
  const remembered = readState(plan.dataDir) ?? { source: options.source };
  refuseOtherSource(remembered, options, plan);
  const processes = new ProcessGroup(
    (name, reason, logFile) => terminal.fail(`${name} ended (${reason})`, `Its log says why: ${logFile}`),
    readInspect(options, plan, terminal),
  );
  const closers: (() => Promise<void> | void)[] = [() => processes.stopAll()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(plan, options, remembered, { processes, terminal, signal, closers })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function readInspect(
  { inspect: name }: NetworkOptions,
  plan: NetworkPlan,
  terminal: Terminal,
): Inspect | undefined {
  if (name === undefined) return undefined;
  const names = inspectable(plan);
  if (!names.includes(name)) {
    throw new StartError(`there is no process "${name}" to inspect`, `Name one of ${names.join(', ')}.`);
  }
  terminal.step(`A debugger can attach to ${name} at 127.0.0.1:${plan.inspectPort}`);
  return { name, port: plan.inspectPort };
}

interface Tools {
  readonly processes: ProcessGroup;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly closers: (() => Promise<void> | void)[];
}

async function compose(
  plan: NetworkPlan,
  options: NetworkOptions,
  state: NetworkState,
  tools: Tools,
): Promise<Omit<Network, 'close'>> {
  const { processes, terminal, signal, closers } = tools;
  const certificates = await openCertificates(plan.dataDir);
  const passphraseFile = openPassphrase(plan.dataDir);
  const identities = await Promise.all(plan.nodes.map((node) => openNode(node, passphraseFile)));
  const accounts = await openAccounts(plan);
  const funded = [accounts.deployer, accounts.owner, ...accounts.notaries, ...identities];

  terminal.step('Starting the chain (embedded, one process) and the vendor cloud');
  await startChain(
    processes,
    plan,
    funded.map(({ address }) => address),
  );
  const vendor = await startVendor(options.source, { plan, certificates, processes, terminal, signal });
  closers.push(() => vendor.close());
  terminal.event('vendor', vendor.story);
  const deployer = await connect(plan, accounts.deployer, closers);
  const owner = await connect(plan, accounts.owner, closers);

  const context: DeployContext = { deployer, owner, terminal, remember: rememberIn(plan, state) };
  const {
    contracts,
    notaries: notaryKeys,
    place,
  } = await deploy(context, state, tools, {
    plan,
    certificates,
    passphraseFile,
    vendor,
  });

  terminal.step('Registering the oracle nodes, each with a bond and a proof that it holds its key');
  const members = { operators: identities.map(({ pubkey }) => pubkey), notaries: notaryKeys };
  await Promise.all(plan.nodes.map((node) => registerNode(node, { ...place, contracts })));

  terminal.step(`Starting ${plan.notaries.length} notaries and ${plan.nodes.length} oracle nodes`);
  const device = { ...members, key: openDeviceKey(plan.dataDir) };
  const [deviceId, notaries, nodes] = await Promise.all([
    registerDevice(context, contracts.devices, vendor, device),
    Promise.all(plan.notaries.map((notary) => startNotary(processes, notary))),
    Promise.all(plan.nodes.map((node) => startNode(processes, node))),
  ]);

  const story = new ChainStory(
    {
      oracle: contracts.oracle.address,
      devices: contracts.devices.address,
      fromHeight: (await deployer.height()) + 1,
    },
    { chain: deployer },
  );
  const feeds = options.stepUpFeed === false ? [TELEMETRY_FEED] : [TELEMETRY_FEED, STEP_UP_FEED];
  const [feedId, stepUpFeedId] = await createFeeds(context, contracts.oracle, vendor, members, feeds);
  if (feedId === undefined) throw new Error('no feed was created');
  context.remember({ feedId, device: deviceId });
  const names = nameAccounts(plan, accounts, identities);
  const running = { processes, notaries, nodes };
  return {
    ...contracts,
    ...running,
    plan,
    vendor,
    feedId,
    stepUpFeedId,
    deviceId,
    owner,
    story,
    members,
    identities,
    names,
  };
}

/** Deploys the contracts; what needs the oracle alone goes into one block: the other contract, the operations and the notaries. */
async function deploy(
  context: DeployContext,
  state: NetworkState,
  { terminal }: Tools,
  ground: Omit<Place, 'oracle'>,
): Promise<{ contracts: Contracts; notaries: readonly Uint8Array[]; place: Place }> {
  terminal.step('Deploying the contracts');
  const { oracle, deployDevices } = await deployContracts(context, state);
  const place = { ...ground, oracle };
  terminal.step(
    'Publishing what may be read, registering notaries with a bond and a proof that each holds its key',
  );
  const [devices, notaries] = await Promise.all([
    deployDevices(),
    Promise.all(ground.plan.notaries.map((notary) => registerNotary(notary, place))),
    publishOperations(context, oracle, ground.vendor),
  ]);
  return { contracts: { oracle, devices }, notaries, place };
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

function nameAccounts(
  plan: NetworkPlan,
  accounts: Accounts,
  identities: readonly NodeIdentity[],
): ReadonlyMap<string, string> {
  return new Map([
    [accounts.owner.address, 'owner'],
    [accounts.deployer.address, 'deployer'],
    ...plan.notaries.map(({ name }, i): [string, string] => [accounts.notaries[i]?.address ?? '', name]),
    ...identities.map(({ name, address }): [string, string] => [address, name]),
  ]);
}

function refuseOtherSource(state: NetworkState, options: NetworkOptions, plan: NetworkPlan): void {
  if (state.source === options.source) {
    writeState(plan.dataDir, state);
    return;
  }
  throw new StartError(
    `${options.dataDir} holds a network with the source "${state.source}", not "${options.source}"`,
    'Give another folder with --data, or delete that one.',
  );
}
