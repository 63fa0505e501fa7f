import { afterEach, describe, expect, it } from 'vitest';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Cluster } from '../testing/cluster/cluster.ts';
import { memberInTurn } from '../testing/cluster/command-turns.ts';
import { failure } from '../testing/fake-notarizer.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

const calls = (name: string) => cluster.ledger.calls.filter((call) => call.name === name);
const command = (id = 1n) => cluster.ledger.commands.get(id)!;
const memberAt = (turn: number) => memberInTurn(cluster, turn);
const nodeAt = (turn: number) => cluster.nodes.get(memberAt(turn))!;
const settled = () => command().status === 'settled';

async function startCluster(): Promise<void> {
  cluster = new Cluster({ feed: { intervalMs: 86_400_000n } });
  await cluster.startAll();
  await cluster.pass(2_000);
}

describe('a command', () => {
  it('is taken, acted on, read back and settled by the member whose turn it is, once', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    await cluster.until(settled, 30_000, 'the command is settled');
    await cluster.pass(60_000);
    expect(bytesToHex(command().receipt!.executor)).toBe(bytesToHex(nodeAt(0).key.publicKey));
    expect(cluster.switchings()).toBe(1);
    expect(calls('take_command')).toHaveLength(1);
    expect(calls('settle_command')).toHaveLength(1);
  });

  it('is found by the query at the start, when its event was missed', async () => {
    cluster = new Cluster({ feed: { intervalMs: 86_400_000n } });
    cluster.issueCommand(1n);
    cluster.ledger.emptyBlock();
    await cluster.startAll();
    await cluster.until(settled, 30_000, 'the command is settled');
    expect(cluster.switchings()).toBe(1);
  });

  it('is carried out by the next in turn when the first does nothing', async () => {
    await startCluster();
    await cluster.stop(memberAt(0));
    cluster.issueCommand(1n);
    await cluster.until(settled, 30_000, 'the command is settled');
    expect(bytesToHex(command().receipt!.executor)).toBe(bytesToHex(nodeAt(1).key.publicKey));
    expect(cluster.switchings()).toBe(1);
  });

  it('is not acted on again by the member that takes it after the first switched the device and died', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    const first = nodeAt(0);
    let acted = false;
    first.notarizer.onPhase = (phase) => {
      if (phase !== 'awaiting_attestation') return;
      acted = true;
      return new Promise(() => undefined);
    };
    await cluster.until(() => acted, 20_000, 'the first acts');
    first.chain.isAway = true;
    await cluster.until(settled, 200_000, 'another settles');
    expect(bytesToHex(command().receipt!.executor)).toBe(bytesToHex(nodeAt(1).key.publicKey));
    expect(cluster.switchings()).toBe(1);
    first.notarizer.onPhase = () => undefined;
    cluster.nodes.delete(memberAt(0));
  });

  it('that nobody carries out by its deadline is left to be refunded', async () => {
    await startCluster();
    for (const { notarizer } of cluster.nodes.values())
      notarizer.down.add('wss://notary-0').add('wss://notary-1');
    cluster.issueCommand(1n, { deadlineInMs: 30_000 });
    await cluster.pass(60_000);
    expect(command().status).toBe('pending');
    for (const { notarizer } of cluster.nodes.values()) notarizer.down.clear();
    await cluster.pass(60_000);
    expect(command().status).toBe('pending');
    expect(cluster.switchings()).toBe(0);
    expect(calls('settle_command')).toEqual([]);
  });

  it('is acted on through another notary when the first is down before anything was sent', async () => {
    await startCluster();
    for (const { notarizer } of cluster.nodes.values()) notarizer.down.add('wss://notary-0');
    cluster.issueCommand(1n);
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(cluster.switchings()).toBe(1);
  });

  it('is read back before it is acted on again, when nobody knows whether the request arrived', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    const { notarizer } = nodeAt(0);
    notarizer.onPhase = (phase, { operation }) => {
      if (operation.message.name === 'test/switch' && phase === 'awaiting_attestation')
        throw failure('notary.gone', phase);
    };
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(cluster.switchings()).toBe(1);
  });

  it('is acted on again when the device shows that the request did not arrive', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    const { notarizer } = nodeAt(0);
    let failed = 0;
    notarizer.onPhase = (phase, { operation }) => {
      if (operation.message.name !== 'test/switch' || phase !== 'exchanging' || failed > 0) return;
      failed += 1;
      throw failure('notary.gone', phase);
    };
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(failed).toBe(1);
    expect(cluster.switchings()).toBe(1);
  });

  it('is carried out though the vendor turns requests away for their number, more often than a node acts', async () => {
    await startCluster();
    cluster.issueCommand(1n);
    let refusals = 0;
    for (const { notarizer } of cluster.nodes.values())
      notarizer.onPhase = (phase, { operation }) => {
        if (operation.message.name !== 'test/switch' || phase !== 'exchanging' || refusals === 5) return;
        refusals += 1;
        throw failure('vendor.rate_limited', phase);
      };
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(refusals).toBe(5);
    expect(cluster.switchings()).toBe(1);
  });

  it('is read back by another notary when one’s clock is behind the command', async () => {
    await startCluster();
    for (const { notarizer } of cluster.nodes.values()) notarizer.skewMs.set('wss://notary-0', -3_600_000);
    cluster.issueCommand(1n);
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(cluster.switchings()).toBe(1);
  });

  it('whose proof takes longer than a lease is paid to who acted within it', async () => {
    await startCluster();
    const { notarizer } = nodeAt(0);
    let release: (() => void) | undefined;
    notarizer.onPhase = (phase, { operation }) => {
      if (operation.message.name !== 'test/state' || phase !== 'connecting') return;
      return new Promise((resolve) => (release = () => resolve()));
    };
    cluster.issueCommand(1n);
    await cluster.pass(70_000);
    expect(command().status).toBe('pending');
    release?.();
    await cluster.until(settled, 20_000, 'the command is settled');
    expect(bytesToHex(command().receipt!.executor)).toBe(bytesToHex(nodeAt(0).key.publicKey));
    expect(cluster.switchings()).toBe(1);
    // A key takes a command once.
    const takers = calls('take_command').map(({ account }) => account);
    expect(new Set(takers).size).toBe(takers.length);
  });

  it('whose device is slow is read back until it shows the value', async () => {
    await startCluster();
    const { act } = cluster.vendor;
    cluster.vendor.act = () => undefined;
    cluster.issueCommand(1n);
    await cluster.pass(15_000);
    expect(command().status).toBe('pending');
    expect(cluster.switchings()).toBe(1);
    act('test/switch', { turn: 'on' });
    await cluster.until(settled, 60_000, 'the command is settled');
    expect(cluster.switchings()).toBe(1);
  });
});

describe('a node that is killed in the middle of a command', () => {
  const phases = ['connecting', 'binding', 'exchanging', 'awaiting_attestation'] as const;

  it.each(
    phases.flatMap((phase) => ['test/switch', 'test/state'].map((operation) => [operation, phase] as const)),
  )('during %s, %s, switches the device once and settles once', async (operation, phase) => {
    await startCluster();
    for (let turn = 1; turn < 4; turn += 1) await cluster.stop(memberAt(turn));
    const index = memberAt(0);
    let reached = false;
    cluster.nodes.get(index)!.notarizer.onPhase = (at, request) => {
      if (at !== phase || request.operation.message.name !== operation) return;
      reached = true;
      throw new Error('killed');
    };
    cluster.issueCommand(1n);
    await cluster.until(() => reached, 60_000, 'the phase is reached');
    await cluster.stop(index);
    await cluster.start(index);
    await cluster.until(settled, 200_000, 'the command is settled');
    await cluster.pass(30_000);
    expect(cluster.switchings()).toBe(1);
    expect(calls('settle_command')).toHaveLength(1);
  });

  it.each(['take_command', 'settle_command'])(
    'after %s was included and before it heard of it, sends it once',
    async (name) => {
      await startCluster();
      for (let turn = 1; turn < 4; turn += 1) await cluster.stop(memberAt(turn));
      const index = memberAt(0);
      const { chain } = cluster.nodes.get(index)!;
      chain.afterInclusion = () => {
        if (calls(name).length === 0) return;
        chain.isAway = true;
        throw new Error('killed');
      };
      cluster.issueCommand(1n);
      await cluster.until(() => calls(name).length === 1, 60_000, 'it is included');
      await cluster.stop(index);
      await cluster.start(index);
      await cluster.until(settled, 200_000, 'the command is settled');
      await cluster.pass(30_000);
      expect(calls(name)).toHaveLength(1);
      expect(cluster.switchings()).toBe(1);
    },
  );
});
