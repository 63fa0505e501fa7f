// Commands that do not come to their end in time: who finds what, what is kept, and that the escrow can go back, once.
import { devicesMsg } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '../testing/cluster/cluster.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';
import { memberInTurn } from '../testing/cluster/command-turns.ts';
import { MemoryChain } from '../testing/cluster/memory-chain.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

const calls = (name: string) => cluster.ledger.calls.filter((call) => call.name === name);
const command = () => cluster.ledger.commands.get(1n)!;
const nodeAt = (turn: number) => cluster.nodes.get(memberInTurn(cluster, turn))!;

async function startCluster(): Promise<void> {
  cluster = new Cluster({ feed: { intervalMs: 86_400_000n } });
  await cluster.startAll();
  await cluster.pass(2_000);
}

/** What a node made of the command: its stored record, and how it counted it. */
async function outcomeAt({ node, counted }: ClusterNode) {
  const { commands } = await node.status();
  const outcomes = await counted('node_commands_total');
  return { record: commands[0], counted: outcomes.map(({ labels, value }) => [labels['outcome'], value]) };
}

/** The owner asks for the escrow, and hears the contract's code or nothing. */
async function refund(): Promise<string | undefined> {
  const owner = new MemoryChain('ucx1owner', cluster.ledger);
  const { bytes } = await owner.prepare({
    contract: 'devices',
    message: devicesMsg.refundCommand({ commandId: 1n }),
  });
  try {
    await owner.broadcast(bytes);
    return undefined;
  } catch (error) {
    return (error as { contractCode?: string }).contractCode;
  }
}

function silenceNotaries(nodes: Iterable<ClusterNode>): void {
  for (const { notarizer } of nodes) notarizer.down.add('wss://notary-0').add('wss://notary-1');
}

describe('a command whose deadline passes', () => {
  it('before it could be acted on is given up by who took it, and refunded once', async () => {
    await startCluster();
    silenceNotaries(cluster.nodes.values());
    cluster.issueCommand(1n, { deadlineInMs: 30_000 });
    await cluster.pass(10_000);
    expect(await refund()).toBe('command.not_expired');
    await cluster.pass(30_000);
    expect(await outcomeAt(nodeAt(0))).toMatchObject({
      record: { step: 'abandoned', reason: 'the deadline has passed' },
      counted: [['abandoned', 1]],
    });
    expect(command().status).toBe('pending');
    expect(await refund()).toBeUndefined();
    expect(command().status).toBe('refunded');
    expect(await refund()).toBe('command.final');
    // Whatever comes back now finds it final.
    for (const { notarizer } of cluster.nodes.values()) notarizer.down.clear();
    await cluster.pass(60_000);
    expect([cluster.switchings(), calls('settle_command').length]).toEqual([0, 0]);
  });

  it('after it was acted on and before the device showed it is given up, and never settled', async () => {
    await startCluster();
    cluster.vendor.act = () => undefined;
    cluster.issueCommand(1n, { deadlineInMs: 30_000 });
    await cluster.until(() => cluster.switchings() === 1, 20_000, 'it is acted on');
    await cluster.pass(40_000);
    expect(await outcomeAt(nodeAt(0))).toMatchObject({
      record: { step: 'abandoned', acts: 1, reason: 'the deadline has passed' },
      counted: [['abandoned', 1]],
    });
    // The device shows it too late: nothing comes of that any more.
    cluster.vendor.readings.set('test/state', { output: '1' });
    await cluster.pass(60_000);
    expect([cluster.switchings(), calls('settle_command').length]).toEqual([1, 0]);
    expect(await refund()).toBeUndefined();
  });

  it('and that is refunded while a node could not see the chain is given up by that node', async () => {
    await startCluster();
    silenceNotaries(cluster.nodes.values());
    cluster.issueCommand(1n, { deadlineInMs: 30_000 });
    await cluster.pass(10_000);
    const taker = nodeAt(0);
    taker.chain.isAway = true;
    await cluster.pass(30_000);
    expect(await refund()).toBeUndefined();
    expect(await outcomeAt(taker)).toMatchObject({ record: { step: 'taken' }, counted: [] });
    taker.chain.isAway = false;
    await cluster.pass(40_000);
    expect(await outcomeAt(taker)).toMatchObject({
      record: { step: 'abandoned', reason: 'it was refunded' },
      counted: [['abandoned', 1]],
    });
  });
});

describe('a receipt that comes after the lease', () => {
  it('settles the command, since the act was within it, though another could take it meanwhile (CMD-3)', async () => {
    await startCluster();
    const [first] = [nodeAt(0)];
    silenceNotaries([...cluster.nodes.values()].filter((node) => node !== first));
    first.notarizer.onPhase = (phase, { operation }) => {
      // The proof is made, but the chain is away from there on.
      first.chain.isAway = operation.message.name === 'test/state' && phase === 'awaiting_attestation';
    };
    cluster.issueCommand(1n);
    await cluster.until(() => first.chain.isAway, 20_000, 'the first has its proof');
    const last = () => command().leases.at(-1)?.operator ?? new Uint8Array();
    await cluster.until(
      () => bytesToHex(last()) !== bytesToHex(first.key.publicKey),
      120_000,
      'another takes it',
    );
    first.notarizer.onPhase = () => undefined;
    first.chain.isAway = false;
    await cluster.until(() => command().status === 'settled', 60_000, 'the first settles');
    expect(bytesToHex(command().receipt!.executor)).toBe(bytesToHex(first.key.publicKey));
    expect([cluster.switchings(), calls('settle_command').length]).toEqual([1, 1]);
  });
});

describe('the attestation of the action', () => {
  it.each([
    ['behind the command', -3_600_000],
    ['ahead of the deadline', 3_600_000],
    ['ahead of the others', 60_000],
  ])('by a notary whose clock is %s does not spoil the receipt', async (_where, skewMs) => {
    await startCluster();
    const { notarizer } = nodeAt(0);
    let notary = '';
    notarizer.onPhase = (phase, { operation, notary: { url } }) => {
      const isAction = operation.message.name === 'test/switch';
      if (isAction && phase === 'connecting') notary = url;
      notarizer.skewMs.set(url, isAction ? skewMs : 0);
    };
    cluster.issueCommand(1n);
    await cluster.until(() => command().status === 'settled', 40_000, 'the command is settled');
    expect(notary).not.toBe('');
    expect(cluster.switchings()).toBe(1);
    expect(command().receipt?.actionId).toBeUndefined();
  });

  it('goes along with the read-back where both hold', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    await cluster.until(() => command().status === 'settled', 40_000, 'the command is settled');
    expect(command().receipt?.actionId).toMatch(/^[0-9a-f]{64}$/);
  });
});
