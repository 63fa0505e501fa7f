// Four nodes on real parts but for the cryptography of MPC: the contracts on the embedded chain, its RPC, libp2p on loopback, the
// system's clock. A round's value and a command's settlement have to come out of the chain.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { startDevnet } from '@cloudx3/devnet';
import type { Devnet } from '@cloudx3/devnet';
import { testKey } from '@cloudx3/oracle-protocol/testing';
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
import { formatDecimal } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSdkChain } from '../chain/sdk-chain.ts';
import { systemClock } from '../clock/clock.ts';
import { startNode } from '../compose.ts';
import type { OracleNode } from '../compose.ts';
import { attestationFolder } from '../notarizing/attestation-files.ts';
import { credentialLookup } from '../notarizing/credentials.ts';
import { Libp2pGossip } from '../p2p/libp2p-gossip.ts';
import { peerIdOf } from '../p2p/peer-identity.ts';
import { openDatabase } from '../store/database.ts';
import { STATE_OPERATION, SWITCH_OPERATION } from '../testing/cluster.ts';
import { FakeNotarizer } from '../testing/fake-notarizer.ts';
import type { FakeVendor } from '../testing/fake-notarizer.ts';
import { TEST_OPERATION } from '@cloudx3/oracle-protocol/testing';
import { Telemetry } from '../telemetry/events.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';

const DENOM = 'ucx3';
const GAS_PRICE = `0.025${DENOM}`;
const INTERVAL_MS = 8_000;
const BOND = '1000';
const FIRST_PORT = 25_100;
const WAIT = { timeout: 90_000, interval: 250 };

const keysOf = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) => testKey(`devnet/${kind}/${index}`)).sort((a, b) =>
    compareBytes(a.publicKey, b.publicKey),
  );
const members = keysOf('member', 4);
const notaries = keysOf('notary', 2);
const readings = new Map([
  ['test/temperature', { temperature: '21.5' }],
  ['test/state', { output: '0' }],
]);
const vendor: FakeVendor = {
  readings,
  exchanges: [],
  act(operation, params) {
    if (operation === 'test/switch')
      readings.set('test/state', { output: params['turn'] === 'on' ? '1' : '0' });
  },
};

const home = mkdtempSync(join(tmpdir(), 'node-devnet-'));
const closers: (() => Promise<void> | void)[] = [];
let devnet: Devnet;
let owner: ChainWriter;
let oracle: OracleQueries;
let devices: DevicesQueries;
const nodes: OracleNode[] = [];
const telemetries: Telemetry[] = [];

const walletOf = (label: string) =>
  DirectSecp256k1Wallet.fromKey(testKey(`devnet/account/${label}`).privateKey, 'wasm');
const addressOf = async (label: string) => (await (await walletOf(label)).getAccounts())[0]!.address;

async function writer(label: string): Promise<ChainWriter> {
  const chain = await ChainWriter.connect({
    rpcUrl: devnet.rpcUrl,
    signer: await walletOf(label),
    gasPrice: GAS_PRICE,
  });
  closers.push(() => chain.close());
  return chain;
}

const artifact = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../contracts/artifacts/${name}.wasm`, import.meta.url)));
const endpointOf = (index: number) => `/ip4/127.0.0.1/tcp/${FIRST_PORT + index}`;

async function deploy(): Promise<void> {
  owner = await writer('owner');
  const config = { admin: owner.address, denom: DENOM, operator_bond: BOND, notary_bond: BOND };
  const oracleAddress = await owner.instantiate(await owner.upload(artifact('oracle')), config, 'oracle');
  const devicesConfig = { oracle: oracleAddress, denom: DENOM, lease_ms: 60_000, executor_share_percent: 70 };
  const devicesAddress = await owner.instantiate(
    await owner.upload(artifact('devices')),
    devicesConfig,
    'devices',
  );
  oracle = new OracleQueries(owner, oracleAddress);
  devices = new DevicesQueries(owner, devicesAddress);
  for (const { bytes } of [TEST_OPERATION, SWITCH_OPERATION, STATE_OPERATION])
    await owner.execute(oracleAddress, oracleMsg.publishOperation(bytes));
  for (const [index, key] of members.entries()) await registerMember(index, key);
  for (const [index, key] of notaries.entries()) {
    const signature = key.sign(
      registrationDigest('notary', {
        chainId: devnet.chainId,
        oracle: oracleAddress,
        pubkey: key.publicKey,
        account: owner.address,
      }),
    );
    const message = oracleMsg.registerNotary({
      pubkey: key.publicKey,
      signature,
      name: `notary-${index}`,
      url: `wss://notary-${index}.example`,
    });
    await owner.execute(oracleAddress, message, { funds: [{ denom: DENOM, amount: BOND }] });
  }
}

async function registerMember(index: number, key: TestKey): Promise<void> {
  const chain = await writer(`node-${index}`);
  const of = {
    chainId: devnet.chainId,
    oracle: oracle.address,
    pubkey: key.publicKey,
    account: chain.address,
  };
  const endpoints = [`${endpointOf(index)}/p2p/${peerIdOf(key.publicKey)}`];
  const message = oracleMsg.registerOperator({
    pubkey: key.publicKey,
    signature: key.sign(registrationDigest('operator', of)),
    name: `node-${index}`,
    endpoints,
  });
  await chain.execute(oracle.address, message, { funds: [{ denom: DENOM, amount: BOND }] });
}

async function startMember(index: number, key: TestKey): Promise<OracleNode> {
  const telemetry = new Telemetry({
    log: createLogger({ level: 'info', name: `node-${index}`, file: join(home, `node-${index}.log`) }),
    metrics: createMetrics(),
    clock: systemClock,
  });
  telemetries[index] = telemetry;
  const network = { chainId: devnet.chainId, oracle: oracle.address };
  const wallet = await walletOf(`node-${index}`);
  const account = await addressOf(`node-${index}`);
  return startNode(
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
          rpcUrl: devnet.rpcUrl,
          chainId: devnet.chainId,
          oracle: oracle.address,
          devices: devices.address,
          gasPrice: GAS_PRICE,
          account,
        },
        { signer: wallet },
      ),
      gossip: new Libp2pGossip(
        {
          network,
          operatorKey: key.publicKey,
          privateKey: key.privateKey,
          listen: [endpointOf(index)],
          announce: [],
          bootstrap: [],
        },
        { clock: systemClock, telemetry },
      ),
      notarizer: new FakeNotarizer(
        { network, prover: key.publicKey, notaries, vendor },
        { clock: systemClock },
      ),
      credentials: credentialLookup([
        { server: 'api.vendor.example', subjects: [], secrets: { key: 'secret99' } },
      ]),
      files: attestationFolder(join(home, `attestations-${index}`)),
      database: openDatabase(join(home, `node-${index}.db`)),
    },
  );
}

beforeAll(async () => {
  const labels = ['owner', ...members.map((_, index) => `node-${index}`)];
  const accounts = await Promise.all(
    labels.map(async (label) => ({
      address: await addressOf(label),
      coins: [{ denom: DENOM, amount: '1000000000' }],
    })),
  );
  devnet = await startDevnet({
    home: join(home, 'chain'),
    blockMs: 500,
    genesis: { denom: DENOM, minGasPrice: GAS_PRICE, accounts },
  });
  await deploy();
  for (const [index, key] of members.entries()) nodes.push(await startMember(index, key));
}, 120_000);

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  for (const close of closers) await close();
  await devnet.close();
  rmSync(home, { recursive: true, force: true });
});

describe('on the embedded chain', () => {
  it('a feed gets a value a round, from all four nodes, by one transaction each', async () => {
    await owner.execute(
      oracle.address,
      oracleMsg.createFeed({
        label: 'temperature',
        operationId: Uint8Array.from(TEST_OPERATION.id),
        params: [{ name: 'station', value: 'abc' }],
        subject: '',
        reading: 'temperature',
        unit: 'Cel',
        decimals: 2,
        intervalMs: BigInt(INTERVAL_MS),
        operators: members.map(({ publicKey }) => Uint8Array.from(publicKey)),
        notaries: notaries.map(({ publicKey }) => Uint8Array.from(publicKey)),
        quorum: 3,
        modes: { mpc: { notaries: 1 } },
        allowCustomCa: false,
        maxAgeMs: 60_000n,
        observerReward: 10n,
        notaryReward: 5n,
        transmitterReward: 20n,
      }),
      { funds: [{ denom: DENOM, amount: '1000000' }] },
    );
    const feedId = (await oracle.feeds())[0]!.id;
    await vi.waitFor(
      async () => expect((await oracle.history(feedId)).length).toBeGreaterThanOrEqual(3),
      WAIT,
    );
    const history = await oracle.history(feedId);
    for (const value of history) {
      expect(formatDecimal(value.value)).toBe('21.50');
      expect(value.modes).toEqual({ mpc: value.observations, proxy: 0 });
    }
    // The first round may have begun before the nodes met; from then on everybody is in.
    expect(history.slice(0, 2).map(({ observations }) => observations)).toEqual([4, 4]);
    const outcomes = await Promise.all(telemetries.map(({ metrics }) => metrics.transactions.get()));
    const confirmed = outcomes
      .flatMap(({ values }) => values)
      .filter(({ labels }) => labels.outcome === 'confirmed');
    const failed = outcomes
      .flatMap(({ values }) => values)
      .filter(({ labels }) => labels.outcome === 'failed');
    expect(confirmed.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThanOrEqual(history.length);
    expect(failed).toEqual([]);
    for (const { health } of telemetries) expect(health.all()).toEqual([]);
  });

  it('a command is carried out once and settled, and pays who carried it out', async () => {
    const device = testKey('devnet/device');
    const of = {
      chainId: devnet.chainId,
      devices: devices.address,
      pubkey: device.publicKey,
      owner: owner.address,
      vendor: 'test',
      serial: 'abc1',
    };
    await owner.execute(
      devices.address,
      devicesMsg.registerDevice({
        pubkey: Uint8Array.from(device.publicKey),
        signature: device.sign(deviceRegistrationDigest(of)),
        vendor: 'test',
        serial: 'abc1',
        serialParam: 'serial',
        params: [{ name: 'serial', value: 'abc1' }],
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
        operators: members.map(({ publicKey }) => Uint8Array.from(publicKey)),
        notaries: notaries.map(({ publicKey }) => Uint8Array.from(publicKey)),
        acceptedModes: ['mpc'],
        allowCustomCa: false,
        price: 1_000n,
        label: 'plug',
      }),
    );
    const deviceId = (await devices.devices())[0]!.id;
    const deadlineMs = BigInt(Date.now() + 80_000);
    await owner.execute(
      devices.address,
      devicesMsg.issueCommand({ device: deviceId, capability: 'switch', value: 'on', deadlineMs }),
      {
        funds: [{ denom: DENOM, amount: '1000' }],
      },
    );
    await vi.waitFor(
      async () => expect((await devices.commands({ status: 'settled' })).length).toBe(1),
      WAIT,
    );
    const command = (await devices.commands({ status: 'settled' }))[0]!;
    expect(vendor.exchanges.filter(({ operation }) => operation === 'test/switch')).toHaveLength(1);
    expect(command.receipt?.actionId).toBeDefined();
    const executor = members.findIndex(
      ({ publicKey }) => bytesToHex(publicKey) === bytesToHex(command.receipt!.executor),
    );
    expect((await devices.rewards(await addressOf(`node-${executor}`))).accrued).toBe(700n);
  });
});
