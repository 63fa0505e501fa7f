import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import type { Devnet } from 'cloudx3-devnet';
import { TEST_OPERATION, testKey } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import { compareBytes } from '@cloudx3/proto';
import {
  ChainWriter,
  DevicesQueries,
  OracleQueries,
  deviceRegistrationDigest,
  devicesMsg,
  oracleMsg,
  registrationDigest,
} from '@cloudx3/sdk';
import type { NewFeed } from '@cloudx3/sdk';
import { createSdkChain } from '../chain/sdk-chain.ts';
import { systemClock } from '../clock/clock.ts';
import { startNode } from '../start-node.ts';
import type { OracleNode } from '../start-node.ts';
import { attestationFolder } from '../notarizing/attestation-files.ts';
import { credentialLookup } from '../notarizing/credentials.ts';
import { Libp2pGossip } from '../p2p/libp2p-gossip.ts';
import { peerIdOf } from '../p2p/peer-identity.ts';
import { sqliteQueues } from '../queue/sqlite/sqlite-queue.ts';
import { openDatabase } from '../store/database.ts';
import { Telemetry } from '../telemetry/events.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { STATE_OPERATION, SWITCH_OPERATION } from './cluster.ts';
import { fakeNotarizers } from './fake-notarizer.ts';
import type { FakeNotarizer } from './fake-notarizer.ts';
import type { FakeVendor } from './fake-notarizer.ts';

export const DENOM = 'ucx3';
export const BLOCK_MS = 500;
const GAS_PRICE = `0.025${DENOM}`;
const BOND = '1000';
const DEVICE_PRICE = 1_000n;

export interface DevnetMember {
  readonly node: OracleNode;
  readonly telemetry: Telemetry;
  readonly notarizer: FakeNotarizer;
}

type FeedChanges = Partial<NewFeed>;

/**
 * A network on real parts but for the cryptography of MPC: the contracts on the embedded chain, its RPC, libp2p on loopback, the system's
 * clock. Members are registered at once and run when they are started.
 */
export class DevnetNetwork {
  readonly members: readonly TestKey[];
  readonly notaries: readonly TestKey[];
  readonly vendor: FakeVendor;
  readonly running: DevnetMember[] = [];
  readonly home = mkdtempSync(join(tmpdir(), 'node-devnet-'));
  private readonly firstPort: number;
  private readonly readers: ChainWriter[] = [];
  private devnet: Devnet | undefined;
  private contracts: { owner: ChainWriter; oracle: OracleQueries; devices: DevicesQueries } | undefined;

  constructor(options: { members: number; firstPort: number }) {
    this.firstPort = options.firstPort;
    this.members = keysOf('member', options.members);
    this.notaries = keysOf('notary', 2);
    const readings = new Map([
      ['test/temperature', { temperature: '21.5' }],
      ['test/state', { output: '0' }],
    ]);
    this.vendor = {
      readings,
      exchanges: [],
      act(operation, params) {
        if (operation === 'test/switch')
          readings.set('test/state', { output: params['turn'] === 'on' ? '1' : '0' });
      },
    };
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
    const labels = ['owner', ...this.members.map((_, index) => `node-${index}`)];
    const accounts = await Promise.all(
      labels.map(async (label) => ({
        address: await addressOf(label),
        coins: [{ denom: DENOM, amount: '1000000000' }],
      })),
    );
    this.devnet = await startDevnet({
      home: join(this.home, 'chain'),
      blockMs: BLOCK_MS,
      genesis: { denom: DENOM, minGasPrice: GAS_PRICE, accounts },
    });
    await this.deploy();
    for (const index of this.members.keys()) await this.registerMember(index);
    for (const index of this.notaries.keys()) await this.registerNotary(index);
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

  async startMember(index: number): Promise<DevnetMember> {
    const key = must(this.members[index]);
    const { network } = this;
    const telemetry = new Telemetry({
      log: createLogger({ level: 'info', name: `node-${index}`, file: join(this.home, `node-${index}.log`) }),
      metrics: createMetrics(),
      clock: systemClock,
    });
    const { vendor, notaries } = this;
    const notarizers = fakeNotarizers(
      { network, prover: key.publicKey, notaries, vendor },
      { clock: systemClock },
    );
    const database = openDatabase(join(this.home, `node-${index}.db`));
    const node = await startNode(
      {
        name: `node-${index}`,
        network,
        operator: { pubkey: key.publicKey, sign: (digest) => key.sign(digest) },
        pinnedNotaries: new Map(),
        pollMs: 250,
        tickMs: 100,
        concurrency: 1,
        prepareAheadMs: 1_000,
        keepMs: 86_400_000,
      },
      {
        clock: systemClock,
        telemetry,
        chain: createSdkChain(
          {
            rpcUrl: this.chain.rpcUrl,
            chainId: this.chain.chainId,
            oracle: this.oracle.address,
            devices: this.devices.address,
            gasPrice: GAS_PRICE,
            account: await addressOf(`node-${index}`),
          },
          { signer: await walletOf(`node-${index}`) },
        ),
        gossip: new Libp2pGossip(
          {
            network,
            operatorKey: key.publicKey,
            privateKey: key.privateKey,
            listen: [this.endpointOf(index)],
            announce: [],
            bootstrap: [],
          },
          { clock: systemClock, telemetry },
        ),
        notarizers,
        credentials: credentialLookup([
          { server: 'api.vendor.example', subjects: [], secrets: { key: 'secret99' } },
        ]),
        files: attestationFolder(join(this.home, `attestations-${index}`)),
        database,
        openQueue: sqliteQueues({ database, clock: systemClock }),
      },
    );
    const member = { node, telemetry, notarizer: notarizers.mpc };
    this.running.push(member);
    return member;
  }

  /** A feed of the test operation over all members; gives its id. */
  async createFeed(changes: FeedChanges = {}): Promise<number> {
    const before = (await this.oracle.feeds()).length;
    const feed: NewFeed = {
      label: 'temperature',
      operationId: Uint8Array.from(TEST_OPERATION.id),
      params: [{ name: 'station', value: 'abc' }],
      subject: '',
      reading: 'temperature',
      unit: 'Cel',
      decimals: 2,
      intervalMs: 8_000n,
      operators: publicKeysOf(this.members),
      notaries: publicKeysOf(this.notaries),
      quorum: this.members.length < 4 ? this.members.length : 3,
      modes: { mpc: { notaries: 1 } },
      allowCustomCa: false,
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
  async registerDevice(): Promise<string> {
    const device = testKey('devnet/device');
    const of = {
      chainId: this.chain.chainId,
      devices: this.devices.address,
      pubkey: device.publicKey,
      owner: this.owner.address,
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
      capabilities: [
        {
          name: 'switch',
          actionOperation: Uint8Array.from(SWITCH_OPERATION.id),
          valueParam: 'turn',
          values: [{ value: 'on', expect: { mantissa: 1n, scale: 0 } }],
          readbackOperation: Uint8Array.from(STATE_OPERATION.id),
          readbackReading: 'output',
        },
      ],
      operators: publicKeysOf(this.members),
      notaries: publicKeysOf(this.notaries),
      acceptedModes: ['mpc'],
      allowCustomCa: false,
      price: DEVICE_PRICE,
      label: 'plug',
    });
    await this.owner.execute(this.devices.address, message);
    return must((await this.devices.devices())[0]).id;
  }

  /** Switches the plug on, with an escrow of its price or of what is given. */
  async issueCommand(device: string, forMs: number, escrow = DEVICE_PRICE): Promise<void> {
    const deadlineMs = BigInt(Date.now() + forMs);
    const message = devicesMsg.issueCommand({ device, capability: 'switch', value: 'on', deadlineMs });
    const funds = [{ denom: DENOM, amount: escrow.toString() }];
    await this.owner.execute(this.devices.address, message, { funds });
  }

  switchings(): number {
    return this.vendor.exchanges.filter(({ operation }) => operation === 'test/switch').length;
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map(({ node }) => node.close()));
    for (const reader of this.readers) reader.close();
    await this.devnet?.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  private endpointOf(index: number): string {
    return `/ip4/127.0.0.1/tcp/${this.firstPort + index}`;
  }

  private async writer(label: string): Promise<ChainWriter> {
    const signer = await walletOf(label);
    const writer = await ChainWriter.connect({ rpcUrl: this.chain.rpcUrl, signer, gasPrice: GAS_PRICE });
    this.readers.push(writer);
    return writer;
  }

  private async deploy(): Promise<void> {
    const owner = await this.writer('owner');
    const config = { admin: owner.address, denom: DENOM, operator_bond: BOND, notary_bond: BOND };
    const oracle = await owner.instantiate(await owner.upload(artifact('oracle')), config, 'oracle');
    const devices = await owner.instantiate(
      await owner.upload(artifact('devices')),
      { oracle, denom: DENOM, lease_ms: 60_000, executor_share_percent: 70 },
      'devices',
    );
    this.contracts = {
      owner,
      oracle: new OracleQueries(owner, oracle),
      devices: new DevicesQueries(owner, devices),
    };
    for (const { bytes } of [TEST_OPERATION, SWITCH_OPERATION, STATE_OPERATION])
      await owner.execute(oracle, oracleMsg.publishOperation({ operation: bytes }));
  }

  private async registerMember(index: number): Promise<void> {
    const key = must(this.members[index]);
    const account = await this.writer(`node-${index}`);
    const of = { ...this.network, pubkey: key.publicKey, account: account.address };
    const message = oracleMsg.registerOperator({
      pubkey: key.publicKey,
      signature: key.sign(registrationDigest('operator', of)),
      name: `node-${index}`,
      endpoints: [`${this.endpointOf(index)}/p2p/${peerIdOf(key.publicKey)}`],
    });
    await account.execute(this.oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
  }

  private async registerNotary(index: number): Promise<void> {
    const key = must(this.notaries[index]);
    const of = { ...this.network, pubkey: key.publicKey, account: this.owner.address };
    const message = oracleMsg.registerNotary({
      pubkey: key.publicKey,
      signature: key.sign(registrationDigest('notary', of)),
      name: `notary-${index}`,
      url: `wss://notary-${index}.example`,
    });
    await this.owner.execute(this.oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
  }
}

function keysOf(kind: string, count: number): TestKey[] {
  return Array.from({ length: count }, (_, index) => testKey(`devnet/${kind}/${index}`)).sort((a, b) =>
    compareBytes(a.publicKey, b.publicKey),
  );
}

function publicKeysOf(keys: readonly TestKey[]): Uint8Array<ArrayBuffer>[] {
  return keys.map(({ publicKey }) => Uint8Array.from(publicKey));
}

function walletOf(label: string): Promise<DirectSecp256k1Wallet> {
  return DirectSecp256k1Wallet.fromKey(testKey(`devnet/account/${label}`).privateKey, 'wasm');
}

export async function addressOf(label: string): Promise<string> {
  const accounts = await (await walletOf(label)).getAccounts();
  return must(accounts[0]).address;
}

function artifact(name: string): Uint8Array {
  return readFileSync(
    fileURLToPath(new URL(`../../../../contracts/artifacts/${name}.wasm`, import.meta.url)),
  );
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the network was not started');
  return value;
}
