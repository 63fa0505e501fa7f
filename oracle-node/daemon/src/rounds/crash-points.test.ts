// A round, exhaustively: it is read, signed and submitted while the process "dies" at each single write to its store in turn, before it and
// right after it; then a new process finds the same store and goes on. One answer of the vendor is used, one observation is ever
// signed (OBS-8), and one report is sent.
import { GossipEnvelopeSchema, MAX_BYTES, decode } from '@cloudx3/proto';
import { observationId } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChainView } from '../chain/chain-view.ts';
import { IN_MEMORY, openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { bareMember } from '../testing/cluster/bare-member.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { Fuse, Killed, crashPoints, fused } from '../testing/fuse.ts';
import { Reading } from './reading.ts';
import type { ReadingJob } from './reading-job.ts';
import { RoundBook } from './round-book.ts';
import { Submitter } from './submitter.ts';

const WRITES = 4;
const FEED = 1;
const payload: ReadingJob = { feedId: FEED, round: '0' };
const job = { id: `${FEED}/0`, payload, runAtMs: 0, expiresAtMs: 0 };

let cluster = new Cluster();
let store = openStore(openDatabase(IN_MEMORY));
/** Ids of the observations that anybody was told of, one for each time. */
let told: string[] = [];

beforeEach(() => {
  cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
  store = openStore(openDatabase(IN_MEMORY));
  told = [];
});

afterEach(async () => {
  store.close();
  await cluster.close();
});

/** What a member does for a round, without the clockwork around it. */
interface Member {
  readonly reading: Reading;
  readonly submitter: Submitter;
  readonly book: RoundBook;
  readonly view: ChainView;
}

async function newProcess(kept: Store, signal = new AbortController().signal): Promise<Member> {
  const { key, self, network, ...parts } = await bareMember(cluster, kept, signal);
  const { view, outbox } = parts;
  const book = new RoundBook({ self, network, ...parts, store: kept.observations });
  const publish = (_feedId: number, bytes: Uint8Array): Promise<number> => {
    signal.throwIfAborted();
    const { kind } = decode(GossipEnvelopeSchema, bytes, MAX_BYTES.gossipEnvelope);
    if (kind.case === 'observation') told.push(bytesToHex(observationId(kind.value.body!)));
    return Promise.resolve(1);
  };
  const options = { network, operator: { pubkey: self, sign: (digest: Uint8Array) => key.sign(digest) } };
  const reading = new Reading(options, {
    ...parts,
    book,
    gossip: { publish },
    onAttempt: () => undefined,
    onFailure: () => undefined,
  });
  await outbox.reconcile();
  return { reading, submitter: new Submitter(options, parts), book, view };
}

/** Reads the round and submits it, as far as the process comes. */
async function runToEnd(
  { reading, submitter, book, view }: Member,
  signal = new AbortController().signal,
): Promise<void> {
  const result = await reading.handle(job, signal);
  if (signal.aborted) return;
  expect(result.kind).not.toBe('retry');
  cluster.ledger.emptyBlock();
  submitter.consider(book.state(FEED, 0n), view.feedInRound(FEED, 0n)!);
  await submitter.settled();
}

const reports = () => cluster.ledger.calls.filter(({ name }) => name === 'submit_reports').length;

function expectOnce(point: string, exchanges: number): void {
  expect(cluster.updates().map(({ round, observations }) => [round, observations])).toEqual([['0', '1']]);
  expect(reports(), point).toBe(1);
  expect(cluster.vendor.exchanges.length, point).toBe(exchanges);
  expect(new Set(told).size, point).toBe(1);
  const kept = store.observations.ofRound(FEED, 0n);
  expect(
    kept.map(({ message }) => bytesToHex(observationId(message.body))),
    point,
  ).toEqual([told[0]]);
  expect(
    store.outbox.ofKey(`report/${FEED}/0`).map(({ state }) => state),
    point,
  ).toEqual(['confirmed']);
  expect(store.observations.equivocations(), point).toEqual([]);
}

describe('a round', () => {
  it('is written down four times without trouble', async () => {
    const fuse = new Fuse(1_000, 'after');
    await runToEnd(await newProcess(fused(store, fuse)));
    expectOnce('no crash', 1);
    expect(fuse.writes).toBe(WRITES);
  });

  it.each(crashPoints(WRITES))('holds when the process dies at write %i, %s it', async (at, when) => {
    const fuse = new Fuse(at, when);
    const dying = await newProcess(fused(store, fuse), fuse.death.signal);
    await runToEnd(dying, fuse.death.signal).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    expect(fuse.death.signal.aborted).toBe(true);
    // Some time goes by, so that what is made anew is not the same by chance.
    cluster.clock.advance(INTERVAL_MS / 10);
    await runToEnd(await newProcess(store));
    // Only what the vendor said and nobody wrote down is asked for again.
    expectOnce(`write ${at}, ${when}`, at === 1 && when === 'before' ? 2 : 1);
    // And a third process, started after all was done, changes nothing.
    cluster.clock.advance(INTERVAL_MS / 10);
    await runToEnd(await newProcess(store));
    expectOnce(`write ${at}, ${when}, once more`, at === 1 && when === 'before' ? 2 : 1);
  });
});
