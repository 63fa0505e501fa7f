import { SdkError } from '@cloudx3/sdk';
import type { BlockEvents, ContractEvent } from '@cloudx3/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { IN_MEMORY, openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { BlockPoller } from './block-poller.ts';

const clock: Clock = { nowMs: () => 1, sleep: () => Promise.resolve() };
const signal = new AbortController().signal;
let store: Store;
let newest = 0;
let handled: string[] = [];
let reconciled = 0;
let troubles: (string | undefined)[] = [];

const event = (height: number): ContractEvent => ({
  height,
  txHash: '',
  txIndex: 0,
  index: 0,
  contract: '',
  type: `e${height}`,
  attributes: {},
});
const block = (height: number): BlockEvents => ({ height, timeMs: height, events: [event(height)] });

function poller(
  options: {
    onEvent?: (type: string) => void;
    blockEvents?: (height: number) => BlockEvents;
    height?: () => number;
  } = {},
): BlockPoller {
  return new BlockPoller(
    { pollMs: 1, maxGap: 10 },
    {
      chain: {
        height: () => Promise.resolve().then(options.height ?? (() => newest)),
        blockEvents: (height) => Promise.resolve().then(() => (options.blockEvents ?? block)(height)),
      },
      cursor: store.cursor,
      clock,
      reconcile() {
        reconciled += 1;
        return Promise.resolve();
      },
      onEvent({ type }) {
        options.onEvent?.(type);
        handled.push(type);
      },
      onBlock: () => undefined,
      onTrouble: (error) => troubles.push(error instanceof SdkError ? error.code : undefined),
    },
  );
}

beforeEach(() => {
  store = openStore(openDatabase(IN_MEMORY));
  [newest, handled, reconciled, troubles] = [5, [], 0, []];
});

afterEach(() => store.close());

describe('BlockPoller', () => {
  it('begins at the newest block and asks for the state instead of the past', async () => {
    const poll = poller();
    await poll.step(signal);
    expect([handled, reconciled, store.cursor.height()]).toEqual([[], 1, 5]);
    newest = 7;
    await poll.step(signal);
    expect([handled, reconciled, store.cursor.height()]).toEqual([['e6', 'e7'], 1, 7]);
  });

  it('goes on after a restart where it was, and reads a gap that is too long by queries', async () => {
    await poller().step(signal);
    newest = 8;
    await poller().step(signal);
    expect([handled, reconciled]).toEqual([['e6', 'e7', 'e8'], 2]);
    newest = 100;
    await poller().step(signal);
    expect([handled.length, reconciled, store.cursor.height()]).toEqual([3, 3, 100]);
  });

  it('repeats a block whose handling failed and skips none', async () => {
    await poller().step(signal);
    newest = 8;
    let failed = false;
    const dying = poller({
      onEvent(type) {
        if (type === 'e7' && !failed) {
          failed = true;
          throw new SdkError('sdk.unreachable', 'away');
        }
      },
    });
    await expect(dying.step(signal)).rejects.toMatchObject({ code: 'sdk.unreachable' });
    expect(store.cursor.height()).toBe(6);
    await poller().step(signal);
    expect(handled).toEqual(['e6', 'e7', 'e8']);
  });

  it('tells of trouble once it comes and when it is over, and reconciles again', async () => {
    const stop = new AbortController();
    let calls = 0;
    const poll = poller({
      height() {
        calls += 1;
        if (calls >= 2 && calls <= 4) throw new SdkError('sdk.unreachable', 'away');
        if (calls === 6) stop.abort();
        return newest;
      },
    });
    await poll.run(stop.signal);
    expect(troubles).toEqual(['sdk.unreachable', 'sdk.unreachable', 'sdk.unreachable', undefined]);
    expect(reconciled).toBe(2);
  });

  it('ends on another chain, and on one that went back', async () => {
    const wrong = poller({
      height() {
        throw new SdkError('sdk.wrong_chain', 'other-1');
      },
    });
    await expect(wrong.run(signal)).rejects.toMatchObject({ code: 'sdk.wrong_chain' });
    store.cursor.saveHeight(1_000);
    await expect(poller().run(signal)).rejects.toMatchObject({ code: 'node.chain_went_back' });
  });

  it('waits when the newest block’s results are not there yet', async () => {
    await poller().step(signal);
    newest = 6;
    let tries = 0;
    const stop = new AbortController();
    const poll = poller({
      blockEvents(height) {
        tries += 1;
        if (tries < 3) throw new SdkError('sdk.not_yet', 'no results yet');
        stop.abort();
        return block(height);
      },
    });
    await poll.run(stop.signal);
    expect([handled, troubles, reconciled]).toEqual([['e6'], [], 2]);
  });
});
