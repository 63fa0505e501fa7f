import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOPBACK, addressRule, systemResolve } from '@cloudx3/notary';
import { startDevnet } from 'cloudx3-devnet';
import type { Devnet } from 'cloudx3-devnet';
import { testKeys } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { devicesMsg, oracleMsg } from '@cloudx3/sdk';
import type { ChainWriter, DevicesQueries, NewFeed, OracleQueries } from '@cloudx3/sdk';
import { attestationFolder } from '../../archive/folder/attestation-folder.ts';
import type { ChainPort } from '../../chain/ports.ts';
import { createSdkChain } from '../../chain/sdk-chain.ts';
import { systemClock } from '../../clock/clock.ts';
import { Libp2pGossip } from '../../p2p/libp2p-gossip.ts';
import type { Gossip } from '../../p2p/ports.ts';
import { peerIdOf } from '../../p2p/peer-identity.ts';
import { startMember } from '../start-member.ts';
import type { TestMember } from '../start-member.ts';
import { testFeed } from '../test-feed.ts';
import { switchings, testVendor } from '../test-vendor.ts';
import { DENOM, GAS_PRICE, addressOf, fundedAccounts, walletOf, writerOf } from './accounts.ts';
import { DEVICE_PRICE, deploy, registerMember, registerNotary } from './contracts.ts';
import type { Contracts } from './contracts.ts';
import { registerPlug } from './plug.ts';

export const BLOCK_MS = 500;
const FEED_STARTS_IN_MS = 2_500;

type FeedChanges = Partial<NewFeed>;

/**
 * A network on real parts but for the cryptography of MPC: the contracts on the embedded chain, its RPC, libp2p on loopback, the system's
 * clock. Members are registered at once and run when they are started.
 */
export class DevnetNetwork {
  readonly members: readonly TestKey[];
  readonly notaries = testKeys('devnet/notary', 2);
  readonly vendor = testVendor();
  readonly running: TestMember[] = [];
  private readonly home = mkdtempSync(join(tmpdir(), 'node-devnet-'));
  private readonly firstPort: number;
  private readonly writers: ChainWriter[] = [];
  private devnet: Devnet | undefined;
  private contracts: Contracts | undefined;

  readonly leaseMs: bigint;
  private readonly agrees: boolean;

  constructor(options: {
    members: number;
    firstPort: number;
    leaseMs?: bigint;
    /** Whether members say beforehand that they join whatever reads the operations of the tests (ACC-3); they do. */
    agrees?: boolean;
  }) {
    this.leaseMs = options.leaseMs ?? 60_000n;
    this.agrees = options.agrees ?? true;
    this.firstPort = options.firstPort;
    this.members = testKeys('devnet/member', options.members);
  }

  get chain(): Devnet {
    return must(this.devnet);
  }

  get owner(): ChainWriter {
    return must(this.contracts).owner;
  }

  get oracle(): OracleQueries {
    return must(this.contracts).oracle;
  }

  get devices(): DevicesQueries {
    return must(this.contracts).devices;
  }

  get network(): { chainId: string; oracle: string } {
    return { chainId: this.chain.chainId, oracle: this.oracle.address };
  }

  /** Starts the chain, deploys the contracts and registers everybody. */
  async start(): Promise<void> {
    const labels = this.members.map((_, index) => `node-${index}`);
    const notaries = this.notaries.map((_, index) => `notary-${index}`);
    const accounts = await fundedAccounts(['owner', ...labels, ...notaries]);
    this.devnet = await startDevnet({
      home: join(this.home, 'chain'),
      blockMs: BLOCK_MS,
      genesis: { denom: DENOM, minGasPrice: GAS_PRICE, accounts },
    });
    this.contracts = await deploy(await this.writer('owner'), this.devnet.chainId, this);
    for (const [index, name] of labels.entries()) {
      const key = must(this.members[index]);
      const endpoint = `${this.endpointOf(index)}/p2p/${peerIdOf(key.publicKey)}`;
      const member = { key, name, endpoint, agrees: this.agrees };
      await registerMember(this.contracts, await this.writer(name), member);
    }
    for (const [index, name] of notaries.entries()) {
      const key = must(this.notaries[index]);
      await registerNotary(this.contracts, await this.writer(name), { key, name });
    }
  }

  /** The chain goes away; what it had committed stays in its home. */
  async stopChain(): Promise<void> {
    await this.chain.close();
  }

  /** The same chain again, at the same address. */
  async reopenChain(): Promise<void> {
    const port = Number(new URL(this.chain.rpcUrl).port);
    this.devnet = await startDevnet({ home: join(this.home, 'chain'), blockMs: BLOCK_MS, port });
  }

  /** The chain as a member's account has it. */
  async chainOf(index: number): Promise<ChainPort> {
    const gasPrice = GAS_PRICE;
    const account = await addressOf(`node-${index}`);
    return createSdkChain(
      { rpcUrl: this.chain.rpcUrl, ...this.network, devices: this.devices.address, gasPrice, account },
      { signer: await walletOf(`node-${index}`) },
    );
  }

  /** Starts the node of a member; by libp2p, unless a test says how it hears of the others. */
  async startMember(index: number, gossip?: Gossip): Promise<TestMember> {
    const { network, vendor, notaries } = this;
    const key = must(this.members[index]);
    const folder = join(this.home, `node-${index}`);
    mkdirSync(folder);
    const chain = await this.chainOf(index);
    const peer = { operatorKey: key.publicKey, privateKey: key.privateKey };
    const addresses = { listen: [this.endpointOf(index)], announce: [], bootstrap: [] };
    const limits = { gas: undefined, requests: new Map<string, number>() };
    const gasPrice = Number.parseFloat(GAS_PRICE);
    const times = { limits, gasPrice, pollMs: 250, tickMs: 100, prepareAheadMs: 1_000 };
    const member = await startMember(
      { index, key, network, notaries, vendor, folder, ...times },
      {
        clock: systemClock,
        chain,
        archive: attestationFolder(join(folder, 'attestations')),
        gossip: (telemetry) =>
          gossip ??
          new Libp2pGossip(
            { network, ...peer, ...addresses },
            { clock: systemClock, telemetry, mayDial: addressRule(LOOPBACK), resolve: systemResolve },
          ),
      },
    );
    this.running.push(member);
    return member;
  }

  /** A feed of the test operation over all members; gives its id. */
  async createFeed(changes: FeedChanges = {}): Promise<number> {
    const before = (await this.oracle.feeds()).length;
    const feed: NewFeed = {
      ...testFeed(this.members, this.notaries),
      // So that who joins at creation is a member of round 0 already.
      startMs: BigInt((await this.owner.blockTimeMs()) + FEED_STARTS_IN_MS),
      intervalMs: 8_000n,
      maxAgeMs: 60_000n,
      observerReward: 10n,
      notaryReward: 5n,
      transmitterReward: 20n,
      ...changes,
    };
    const message = oracleMsg.createFeed({ feed });
    await this.owner.execute(this.oracle.address, message, { funds: [{ denom: DENOM, amount: '1000000' }] });
    return must((await this.oracle.feeds())[before]).id;
  }

  /** A plug with the capability "switch"; gives its id. */
  registerDevice(): Promise<string> {
    return registerPlug(must(this.contracts), this);
  }

  /** Switches the plug on, with an escrow of its price or of what is given. */
  async issueCommand(device: string, forMs: number, escrow = DEVICE_PRICE): Promise<void> {
    const deadlineMs = BigInt(Date.now() + forMs);
    const message = devicesMsg.issueCommand({ device, capability: 'switch', value: 'on', deadlineMs });
    const funds = [{ denom: DENOM, amount: escrow.toString() }];
    await this.owner.execute(this.devices.address, message, { funds });
  }

  switchings(): number {
    return switchings(this.vendor);
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map(({ node }) => node.close()));
    for (const writer of this.writers) writer.close();
    await this.devnet?.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  private endpointOf(index: number): string {
    return `/ip4/127.0.0.1/tcp/${this.firstPort + index}`;
  }

  private async writer(label: string): Promise<ChainWriter> {
    const writer = await writerOf(label, this.chain.rpcUrl);
    this.writers.push(writer);
    return writer;
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the network was not started');
  return value;
}
