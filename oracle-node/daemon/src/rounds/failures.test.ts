// What a member does in a round whose notarization fails: another notary, the same one again, or nothing but to say so.
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenQueue } from '../queue/ports.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { failure } from '../testing/fake-notarizer.ts';

let cluster = new Cluster();

afterEach(() => cluster.close());

interface Attempt {
  readonly notary: string;
  readonly atMs: number;
}

/** Starts all nodes; the first one's first attempt fails with this code in this phase. Gives all of its attempts, as they come. */
async function startWithFailure(
  code: Parameters<typeof failure>[0],
  phase = 'exchanging',
): Promise<readonly Attempt[]> {
  cluster = new Cluster();
  await cluster.startAll();
  const attempts: Attempt[] = [];
  cluster.nodes.get(0)!.notarizer.onPhase = (at, { notary }) => {
    if (at === 'connecting') attempts.push({ notary: notary.url, atMs: cluster.clock.nowMs() });
    if (at === phase && attempts.length === 1) throw failure(code, phase);
  };
  await cluster.pass(INTERVAL_MS - 1_000);
  return attempts;
}

const observations = () => cluster.updates().map((update) => update['observations']);
/** Time from the first attempt to the second. */
const waitedMs = ([first, second]: readonly Attempt[]) => (second?.atMs ?? Number.NaN) - (first?.atMs ?? 0);

describe('a session that fails by its notary', () => {
  it.each([
    ['notary.gone', 'exchanging'],
    ['notary.gone', 'awaiting_attestation'],
    ['notary.attestation', 'awaiting_attestation'],
    ['mpc.stalled', 'connecting'],
    ['mpc.server_closed', 'exchanging'],
    ['observed_at.future', 'exchanging'],
  ] as const)('%s, %s, is made up for by another notary at once', async (code, phase) => {
    const attempts = await startWithFailure(code, phase);
    expect(attempts).toHaveLength(2);
    expect(new Set(attempts.map(({ notary }) => notary)).size).toBe(2);
    expect(waitedMs(attempts)).toBe(0);
    expect(observations()).toEqual(['4']);
  });
});

describe('a session that fails by the vendor or on the way to it', () => {
  it.each([
    'vendor.server_error',
    'vendor.unauthorized',
    'response.json_syntax',
    'response.truncated',
    'reading.absent',
    'observed_at.invalid',
    'mpc.certificate_expired',
    'mpc.server_unreachable',
    'mpc.response_too_large',
  ] as const)('%s, bothers no other notary, and is tried again two seconds later', async (code) => {
    const attempts = await startWithFailure(code);
    expect(attempts).toHaveLength(2);
    expect(new Set(attempts.map(({ notary }) => notary)).size).toBe(1);
    expect(waitedMs(attempts)).toBeGreaterThanOrEqual(2_000);
    expect(waitedMs(attempts)).toBeLessThan(4_000);
    expect(observations()).toEqual(['4']);
  });

  it('vendor.rate_limited, is tried again after a tenth of the interval', async () => {
    const attempts = await startWithFailure('vendor.rate_limited');
    expect(attempts).toHaveLength(2);
    expect(waitedMs(attempts)).toBeGreaterThanOrEqual(INTERVAL_MS / 10);
    expect(waitedMs(attempts)).toBeLessThan(INTERVAL_MS / 10 + 2_000);
    expect(observations()).toEqual(['4']);
  });
});

describe('a feed whose operation is not published', () => {
  const unknown = Uint8Array.from({ length: 32 }, () => 7);
  const second = (operationId: Uint8Array, operators = cluster.feed().spec.operators) => {
    const feed = cluster.feed();
    cluster.ledger.feeds.set(2, { ...feed, id: 2, spec: { ...feed.spec, operationId, operators } });
  };
  const troubles = (index: number) => cluster.nodes.get(index)!.telemetry.health.all();
  const readAgain = async () => {
    const { oracle } = cluster.ledger.network;
    const attributes = { feed_id: '2', label: 'another', rows: '0' };
    cluster.ledger.emit({ contract: oracle, type: 'feed_created', attributes });
    await cluster.pass(2_000);
  };

  it('is told of in red by its members, while other feeds go on; and no more when it can be read', async () => {
    cluster = new Cluster();
    second(unknown);
    await cluster.startAll();
    await cluster.pass(INTERVAL_MS - 1_000);
    for (const index of [0, 1, 2, 3])
      expect(troubles(index)).toMatchObject([{ code: 'node.operation', level: 'red' }]);
    expect(cluster.updates()).toMatchObject([{ feed_id: '1', round: '0', observations: '4' }]);
    second(cluster.feed().spec.operationId);
    await readAgain();
    expect(troubles(0)).toEqual([]);
    await cluster.pass(cluster.msUntilRound(2) - 1_000);
    expect(cluster.updates().filter(({ feed_id }) => feed_id === '2')).toMatchObject([{ round: '1' }]);
  });

  it('is no trouble of a node that is not its member', async () => {
    cluster = new Cluster();
    const [first] = cluster.feed().spec.operators;
    second(unknown, [first!]);
    await cluster.startAll();
    await cluster.pass(2_000);
    expect(troubles(0)).toMatchObject([{ code: 'node.operation' }]);
    expect(troubles(1)).toEqual([]);
  });
});

describe('an archive that fails', () => {
  it('costs no round: every member goes on with what its store has, and says so', async () => {
    cluster = new Cluster();
    const nodes = await cluster.startAll();
    for (const { archive } of nodes) archive.isBroken = true;
    await cluster.pass(2 * INTERVAL_MS - 1_000);
    expect(cluster.updates().map(({ round, observations: held }) => [round, held])).toEqual([
      ['0', '4'],
      ['1', '4'],
    ]);
    for (const { telemetry, archive, ofName } of nodes) {
      expect(telemetry.health.status()).toMatchObject({ ok: true, troubles: [{ name: 'archive' }] });
      expect(archive.entries.size).toBe(0);
      expect(ofName('attestation.made').map(({ file }) => file)).toEqual([undefined, undefined]);
    }
    for (const { archive } of nodes) archive.isBroken = false;
    await cluster.pass(INTERVAL_MS);
    for (const { telemetry, archive } of nodes) {
      expect(telemetry.health.all()).toEqual([]);
      expect(archive.entries.size).toBe(1);
    }
  });

  it('does not end a node when it cannot be cleared either', async () => {
    cluster = new Cluster();
    const node = await cluster.start(0);
    node.archive.isBroken = true;
    await cluster.pass(3_700_000, 60_000);
    expect(node.ofName('archive.failed')).toContainEqual(expect.objectContaining({ doing: 'prune' }));
    node.archive.isBroken = false;
    await expect(node.node.status()).resolves.toMatchObject({ name: 'node-0' });
  });
});

describe('a queue that cannot be reached', () => {
  it('is asked again, so that the round is read when it is back', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    let isAway = true;
    const queues = (own: OpenQueue): OpenQueue => {
      return async (options) => {
        const queue = await own(options);
        const add: typeof queue.add = (job) =>
          isAway ? Promise.reject(new Error('no connection')) : queue.add(job);
        return { add, work: queue.work.bind(queue), size: () => queue.size(), close: () => queue.close() };
      };
    };
    const node = await cluster.start(0, { queues });
    await cluster.pass(5_000);
    expect(cluster.updates()).toEqual([]);
    expect(node.ofName('error')[0]).toMatchObject({ doing: 'keeping rounds', message: 'no connection' });
    isAway = false;
    await cluster.pass(INTERVAL_MS - 6_000);
    expect(cluster.updates().map(({ round }) => round)).toEqual(['0']);
  });
});
