// CMD-5, exhaustively: a command is carried out while the process "dies" at each single write to its store in turn, before it and right
// after it; then a new process finds the same store and goes on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IN_MEMORY, openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { bareMember } from '../testing/cluster/bare-member.ts';
import { Cluster } from '../testing/cluster/cluster.ts';
import { Fuse, Killed, crashPoints, fused } from '../testing/fuse.ts';
import { CarryOut } from './carry-out.ts';

let cluster = new Cluster();
let store = openStore(openDatabase(IN_MEMORY));

beforeEach(() => {
  cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
  store = openStore(openDatabase(IN_MEMORY));
  cluster.issueCommand(1n);
});

afterEach(async () => {
  store.close();
  await cluster.close();
});

async function newProcess(kept: Store): Promise<CarryOut> {
  const { key, network, ...parts } = await bareMember(cluster, kept);
  const executor = {
    pubkey: key.publicKey,
    sign: (digest: Uint8Array) => key.sign(digest),
    chainId: network.chainId,
  };
  return new CarryOut(executor, { ...parts, store: kept.commands });
}

/** Goes on until the command is final or the process dies; waiting times pass at once. */
async function runToEnd(carryOut: CarryOut, signal = new AbortController().signal): Promise<void> {
  for (let passes = 0; passes < 20; passes += 1) {
    const result = await carryOut.advance(1n, signal);
    if (result.kind !== 'retry') return;
    cluster.clock.advance(result.afterMs);
    cluster.ledger.emptyBlock();
  }
  throw new Error('the command does not end');
}

const count = (name: string) => cluster.ledger.calls.filter((call) => call.name === name).length;

function expectOnce(point: string): void {
  expect(cluster.ledger.commands.get(1n)?.status, point).toBe('settled');
  expect(cluster.switchings(), point).toBe(1);
  expect(count('take_command'), point).toBe(1);
  expect(count('settle_command'), point).toBe(1);
}

describe('CMD-5', () => {
  it('writes eleven times for a command without trouble', async () => {
    const fuse = new Fuse(1_000, 'after');
    await runToEnd(await newProcess(fused(store, fuse)));
    expectOnce('no crash');
    expect(fuse.writes).toBe(11);
  });

  it.each(crashPoints(11))('holds when the process dies at write %i, %s it', async (at, when) => {
    const fuse = new Fuse(at, when);
    const dying = await newProcess(fused(store, fuse));
    await runToEnd(dying, fuse.death.signal).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    expect(fuse.writes).toBeGreaterThanOrEqual(at);
    await runToEnd(await newProcess(store));
    expectOnce(`write ${at}, ${when}`);
    // And a third process, started after all was done, does nothing.
    await runToEnd(await newProcess(store));
    expectOnce(`write ${at}, ${when}, once more`);
  });
});
