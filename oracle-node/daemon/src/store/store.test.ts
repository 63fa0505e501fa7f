import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asAccepted } from '@cloudx3/oracle-protocol';
import { attest, observe, testNetwork } from '@cloudx3/oracle-protocol/testing';
import { observationId } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import { MIGRATIONS } from './migrations.ts';
import { IN_MEMORY, openDatabase } from './database.ts';
import { openStore } from './open-store.ts';
import type { Store } from './ports.ts';

const net = testNetwork();
const [alice] = [net.members[0]!];
const accepted = (session: string) => {
  const message = observe(net, {
    member: alice,
    round: 3n,
    attestations: [attest(net, { member: alice, round: 3n, session })],
  });
  return asAccepted(message, observationId(message.body));
};

let folder = '';
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-store-'));
  store = openStore(openDatabase(join(folder, 'node.db')));
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  store.close();
  store = openStore(openDatabase(join(folder, 'node.db')));
}

describe('the store', () => {
  it('keeps the first observation of a node and round, as it was signed, also after a restart', () => {
    const [first, second] = [accepted('a'), accepted('b')];
    expect(store.observations.saveOnce(first, true, 1)).toBe(true);
    expect(store.observations.saveOnce(second, true, 2)).toBe(false);
    reopen();
    const kept = store.observations.ofRound(net.feed.id, 3n);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.id).toEqual(first.id);
    expect(kept[0]?.message.body).toEqual(first.message.body);
    expect(store.observations.ofRound(net.feed.id, 4n)).toEqual([]);
  });

  it('keeps evidence of equivocation once, and for good', () => {
    const evidence = {
      feedId: net.feed.id,
      round: 3n,
      observer: alice.publicKey,
      first: accepted('a').message,
      second: accepted('b').message,
    };
    store.observations.saveEquivocation(evidence, 5);
    store.observations.saveEquivocation(evidence, 6);
    store.prune(1_000);
    expect(store.observations.equivocations()).toEqual([
      { feedId: net.feed.id, round: 3n, observer: bytesToHex(alice.publicKey), atMs: 5 },
    ]);
    expect(store.observations.hasEquivocation(net.feed.id, 3n, bytesToHex(alice.publicKey))).toBe(true);
  });

  it('forgets what is old and finished, never what is not finished', () => {
    const record = { acts: 0, actionId: undefined, readbackId: undefined, reason: '' };
    store.commands.save({ ...record, id: 1n, step: 'acting' }, 1);
    store.commands.save({ ...record, id: 2n, step: 'settled' }, 1);
    store.commands.save({ ...record, id: 3n, step: 'settled' }, 50);
    for (const txHash of ['A', 'B']) store.outbox.add({ key: 'k', txHash, bytes: new Uint8Array(1) }, 1);
    store.outbox.settle('k', 'A', 'confirmed', '');
    store.prune(10);
    expect(store.commands.recent(10).map(({ id }) => id)).toEqual([3n, 1n]);
    expect(store.commands.unfinished().map(({ id }) => id)).toEqual([1n]);
    expect(store.outbox.ofKey('k').map(({ txHash }) => txHash)).toEqual(['B']);
  });

  it('belongs to one key and network', () => {
    store.cursor.claim('key@chain');
    reopen();
    expect(() => store.cursor.claim('key@chain')).not.toThrow();
    expect(() => store.cursor.claim('other@chain')).toThrow(
      expect.objectContaining({ code: 'node.identity' }),
    );
  });

  it('is opened by one process at a time', () => {
    expect(() => openDatabase(join(folder, 'node.db'))).toThrow(NodeError);
  }, 20_000);

  it('of a newer version is refused', () => {
    store.close();
    const file = join(folder, 'newer.db');
    const database = openDatabase(file);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    database.close();
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'node.store_version' }));
    store = openStore(openDatabase(IN_MEMORY));
  });
});
