import { attestationId, checkTranscriptOpening, readOperation, unwrap } from '@cloudx3/verifier-core';
import {
  TEST_OPERATION,
  attest,
  envelopeOf,
  observe,
  seededBytes,
  testKey,
  testNetwork,
} from '@cloudx3/oracle-protocol/testing';
import { AttestationFileSchema, MAX_BYTES, decode } from '@cloudx3/proto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, it } from 'vitest';
import { feedRules } from '../chain/feed-rules.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

const reports = () => cluster.ledger.calls.filter(({ name }) => name === 'submit_reports').length;
const missed = async (index: number) => {
  const counted = await cluster.nodes.get(index)!.counted('node_missed_rounds_total');
  return counted.reduce((sum, { value }) => sum + value, 0);
};

describe('four nodes', () => {
  it('put each round on chain once, with everybody’s observation, and keep the attestations for anybody who verifies', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    await cluster.pass(3 * INTERVAL_MS - 1_000);
    expect(cluster.updates().map(({ round, value, observations }) => [round, value, observations])).toEqual([
      ['0', '21.50', '4'],
      ['1', '21.50', '4'],
      ['2', '21.50', '4'],
    ]);
    expect(reports()).toBe(3);
    for (const { telemetry } of nodes) expect(telemetry.health.all()).toEqual([]);
    const { entries } = nodes[0]!.archive;
    expect(entries.size).toBe(3);
    for (const [id, { file }] of entries) {
      const { attestation, opening, operation } = decode(
        AttestationFileSchema,
        file,
        MAX_BYTES.attestationFile,
      );
      expect(bytesToHex(unwrap(readOperation(operation)).id)).toBe(
        bytesToHex(attestation!.body!.operationId),
      );
      expect(bytesToHex(attestationId(attestation!.body!))).toBe(id);
      expect(checkTranscriptOpening(attestation!.body!, opening!).ok).toBe(true);
    }
  });

  it('go on with one silent, wait for it no longer than gathering lasts, and the silent one says so within a round', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    const silent = cluster.nodes.get(2)!;
    silent.notarizer.down.add('wss://notary-0');
    silent.notarizer.down.add('wss://notary-1');
    await cluster.pass(cluster.msUntilRound(1) + 1_000);
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['3']);
    await cluster.pass(INTERVAL_MS);
    expect(await missed(2)).toBeGreaterThanOrEqual(1);
    expect(silent.telemetry.health.status().ok).toBe(false);
    expect(silent.telemetry.health.all()).toMatchObject([{ code: 'node.round_missed', level: 'red' }]);
    expect(await missed(0)).toBe(0);
    silent.notarizer.down.clear();
    await cluster.pass(INTERVAL_MS);
    expect(silent.telemetry.health.status().ok).toBe(true);
  });

  it('wait until gathering ends where a notary hands one session to two, since no report can carry both', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    for (const { notarizer } of nodes.slice(0, 2)) {
      notarizer.down.add('wss://notary-1');
      notarizer.sessionId = new Uint8Array(16).fill(7);
    }
    const gatheredMs = cluster.clock.nowMs() + (INTERVAL_MS * 3) / 4;
    await cluster.until(() => cluster.updates().length > 0, INTERVAL_MS, 'the round is on chain');
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['3']);
    // By the first, since nobody's report was refused before.
    const lateMs = cluster.clock.nowMs() - gatheredMs;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(INTERVAL_MS / 16);
  });

  it('go on with one stopped, whoever’s turn it was', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    await cluster.stop(1);
    await cluster.pass(4 * INTERVAL_MS + 10_000);
    expect(cluster.updates().map(({ round, observations }) => [round, observations])).toEqual([
      ['0', '3'],
      ['1', '3'],
      ['2', '3'],
      ['3', '3'],
    ]);
    expect(reports()).toBe(4);
  });

  it('fetch by asking what gossip lost', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    const lost = new Set<string>();
    // Nothing that members 0 and 1 publish arrives anywhere by gossip while reading lasts; asking works both ways later.
    cluster.network.delivers = (from) => !lost.has(from);
    for (const index of [0, 1]) lost.add(bytesToHex(cluster.members[index]!.publicKey));
    await cluster.pass(35_000);
    expect(cluster.updates()).toEqual([]);
    lost.clear();
    await cluster.pass(25_000);
    expect(cluster.updates().map(({ round, observations }) => [round, observations])).toEqual([['0', '4']]);
  });

  it('read through another notary when theirs is down', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    for (const { notarizer } of nodes) notarizer.down.add('wss://notary-0');
    await cluster.pass(INTERVAL_MS - 1_000);
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['4']);
    expect(nodes.map(({ archive }) => archive.entries.size)).toEqual([1, 1, 1, 1]);
  });

  it('give up a session that is not bound when the slice ends, and read the next round', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    const slow = cluster.nodes.get(3)!;
    let hold: (() => void) | undefined;
    slow.notarizer.onPhase = (phase) =>
      phase === 'connecting' && hold === undefined
        ? new Promise((resolve) => (hold = () => resolve()))
        : undefined;
    await cluster.pass(INTERVAL_MS);
    hold?.();
    await cluster.pass(INTERVAL_MS);
    expect(cluster.updates().map(({ round, observations }) => [round, observations])).toEqual([
      ['0', '3'],
      ['1', '4'],
    ]);
  });
});

describe('a notary whose clock is wrong', () => {
  it('costs no observation: its attestation is not used, another notary’s is', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    for (const { notarizer } of nodes) notarizer.skewMs.set('wss://notary-0', -3_600_000);
    await cluster.pass(INTERVAL_MS - 1_000);
    expect(cluster.updates().map(({ observations }) => observations)).toEqual(['4']);
  });
});

describe('a hostile member', () => {
  const verdictsOf = async (index: number) => {
    const counted = await cluster.nodes.get(index)!.counted('node_gossip_messages_total');
    return new Map(counted.map(({ labels, value }) => [String(labels['code']), value]));
  };

  it('with garbage, replays, past, future and foreign observations changes nothing', async () => {
    cluster = new Cluster();
    const { key, publish, observation } = await startWithHostile();
    const stranger = { ...key, ...testKey('stranger') };
    await cluster.pass(cluster.msUntilRound(4));
    const good = envelopeOf(observation(4n, 'a'));
    await publish([
      seededBytes('garbage', 400),
      new Uint8Array(70_000),
      good,
      good,
      envelopeOf(observation(1n, 'a')),
      envelopeOf(observation(5n, 'a')),
      envelopeOf(observation(4n, 'a', stranger)),
    ]);
    await cluster.pass(INTERVAL_MS - 1_000);
    const verdicts = await verdictsOf(0);
    for (const code of [
      'gossip.malformed',
      'gossip.too_large',
      'observation.duplicate',
      'observation.round_past',
      'observation.round_future',
      'observation.observer',
    ]) {
      expect(verdicts.get(code), code).toBe(1);
    }
    expect(cluster.updates().at(-1)).toMatchObject({ round: '4', observations: '4' });
  });

  it('that signs two observations for a round is counted once, and known for it', async () => {
    cluster = new Cluster();
    const { key, publish, observation } = await startWithHostile();
    await publish(['a', 'b', 'c'].map((session) => envelopeOf(observation(0n, session))));
    await cluster.pass(INTERVAL_MS - 1_000);
    expect(cluster.updates()).toMatchObject([{ round: '0', observations: '4' }]);
    expect((await verdictsOf(0)).get('observation.equivocation')).toBe(2);
    const { equivocations } = await cluster.nodes.get(0)!.node.status();
    expect(equivocations).toMatchObject([{ feedId: 1, round: '0', observer: bytesToHex(key.publicKey) }]);
  });

  it('that has this node’s key is told of in red', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    await cluster.pass(5_000);
    const { publish, observation } = hostile(0, 1);
    await publish([envelopeOf(observation(0n, 'elsewhere'))]);
    expect(cluster.nodes.get(0)!.telemetry.health.all()).toMatchObject([
      { code: 'node.double_signing', level: 'red' },
    ]);
  });

  /** Members 0 to 2 are nodes, member 3 is whatever a test makes it. */
  async function startWithHostile() {
    for (const index of [0, 1, 2]) await cluster.start(index);
    await cluster.pass(1_000);
    return hostile(3, 3);
  }

  /** Publishes as member `from`, with observations signed by member `as`. */
  function hostile(as: number, from: number) {
    const key = cluster.members[as]!;
    const { feeds, network, operations } = cluster.ledger;
    const operation = unwrap(readOperation(operations.get(bytesToHex(TEST_OPERATION.id))!));
    const net = {
      ...testNetwork(),
      network,
      operation,
      members: cluster.members,
      notaries: cluster.notaries,
      feed: feedRules(feeds.get(1)!, { operation }),
    };
    const members = cluster.members.map(({ publicKey }) => ({
      key: publicKey,
      endpoints: [],
      isSought: true,
    }));
    const gossip = cluster.network.join(cluster.members[from]!.publicKey);
    return {
      key,
      observation: (round: bigint, session: string, member = key) =>
        observe(net, { member, round, attestations: [attest(net, { member, round, session })] }),
      publish: async (messages: readonly Uint8Array[]) => {
        await gossip.setMembers(members);
        for (const message of messages) await gossip.publish(1, message);
      },
    };
  }
});

describe('a node that was killed', () => {
  it('after its transaction was included and before it heard of it submits nothing twice', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    let lost = 0;
    for (const { chain } of cluster.nodes.values()) {
      chain.afterInclusion = () => {
        if (lost > 0) return;
        lost += 1;
        chain.isAway = true;
        throw new Error('killed');
      };
    }
    await cluster.until(() => lost === 1, INTERVAL_MS, 'a report was sent');
    const victim = [...cluster.nodes].find(([, { chain }]) => chain.isAway)![0];
    await cluster.stop(victim);
    await cluster.start(victim);
    await cluster.pass(INTERVAL_MS / 2);
    expect(reports()).toBe(cluster.updates().length);
    const status = await cluster.nodes.get(victim)!.node.status();
    expect(status.outbox).toEqual([]);
  });
});

describe('a chain that is away', () => {
  it('for ten blocks turns health red; the node goes on when it is back', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    await cluster.pass(INTERVAL_MS);
    for (const { chain } of nodes) chain.isAway = true;
    await cluster.pass(30_000);
    for (const { telemetry } of nodes)
      expect(telemetry.health.all()).toMatchObject([{ code: 'sdk.unreachable', level: 'red' }]);
    for (const { chain } of nodes) chain.isAway = false;
    await cluster.pass(INTERVAL_MS + 30_000);
    for (const { telemetry } of nodes) expect(telemetry.health.status().ok).toBe(true);
    expect(cluster.updates().map(({ round }) => round)).toEqual(['0', '1', '2']);
  });

  it('from the start is waited for', async () => {
    cluster = new Cluster();
    const started = [];
    for (let index = 0; index < 4; index += 1)
      started.push(await cluster.start(index, { chainIsAway: true }));
    await cluster.pass(5_000);
    for (const { chain } of started) chain.isAway = false;
    await cluster.pass(2 * INTERVAL_MS);
    expect(cluster.updates().length).toBeGreaterThanOrEqual(1);
  });
});
