import { SdkError } from '@cloudx3/sdk';
import type { SdkErrorCode, TxOutcome } from '@cloudx3/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import { IN_MEMORY, openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/ports.ts';
import { Outbox } from './outbox.ts';
import type { Intent } from './outbox.ts';

/** A chain of one account that includes what it is sent, with troubles to order. */
class Chain {
  sequence = 0;
  readonly included = new Map<string, TxOutcome>();
  readonly signed: string[] = [];
  readonly sent: string[] = [];
  /** What the next broadcasts do, instead of including. */
  readonly troubles: (SdkErrorCode | 'lost_answer' | 'fails')[] = [];

  async prepare() {
    await Promise.resolve();
    const txHash = `TX${this.signed.length + 1}/${this.sequence}`;
    this.signed.push(txHash);
    return { txHash, bytes: new TextEncoder().encode(txHash) };
  }

  async broadcast(bytes: Uint8Array): Promise<TxOutcome> {
    await Promise.resolve();
    const txHash = new TextDecoder().decode(bytes);
    this.sent.push(txHash);
    const trouble = this.troubles.shift();
    if (trouble === 'fails') {
      this.include(txHash, 5);
      throw new SdkError('sdk.tx_failed', 'report.quorum: too few', {
        contractCode: 'report.quorum',
        txHash,
      });
    }
    if (trouble === 'lost_answer') {
      this.include(txHash, 0);
      throw new SdkError('sdk.unreachable', 'the answer was lost');
    }
    if (trouble !== undefined) throw new SdkError(trouble, trouble);
    if (Number(txHash.split('/')[1]) !== this.sequence)
      throw new SdkError('sdk.tx_rejected', 'account sequence mismatch');
    return this.include(txHash, 0);
  }

  async findTx(txHash: string): Promise<TxOutcome | undefined> {
    await Promise.resolve();
    return this.included.get(txHash);
  }

  include(txHash: string, code: number): TxOutcome {
    this.sequence += 1;
    const outcome = {
      txHash,
      height: 1,
      code,
      rawLog: code === 0 ? '' : 'report.quorum: too few',
      gasUsed: 1n,
      gasWanted: 2n,
      events: [],
    };
    this.included.set(txHash, outcome);
    return outcome;
  }
}

const clock: Clock = { nowMs: () => 1, sleep: () => Promise.resolve() };
let chain = new Chain();
let store: Store;
let needed = true;

const outbox = () => new Outbox({ chain, store: store.outbox, clock, signal: new AbortController().signal });
const intent = (key = 'report/1/1'): Intent => ({
  key,
  call: { contract: 'oracle', message: {} },
  isStillNeeded: () => Promise.resolve(needed),
});
const states = (key = 'report/1/1') => store.outbox.ofKey(key).map(({ state }) => state);

beforeEach(() => {
  chain = new Chain();
  store = openStore(openDatabase(IN_MEMORY));
  needed = true;
});

afterEach(() => store.close());

describe('the outbox', () => {
  it('sends once, also when it is told twice, at once or after a restart', async () => {
    const box = outbox();
    const [first, second] = await Promise.all([box.submit(intent()), box.submit(intent())]);
    expect([first.kind, second.kind]).toEqual(['confirmed', 'confirmed']);
    expect((await outbox().submit(intent())).kind).toBe('confirmed');
    expect(chain.included.size).toBe(1);
    expect(chain.signed).toHaveLength(1);
  });

  it('signs nothing that is not needed', async () => {
    needed = false;
    expect(await outbox().submit(intent())).toEqual({ kind: 'not_needed' });
    expect(chain.signed).toEqual([]);
  });

  it('finds by its hash what was included while the answer was lost', async () => {
    chain.troubles.push('lost_answer');
    expect((await outbox().submit(intent())).kind).toBe('confirmed');
    expect(chain.included.size).toBe(1);
    expect(states()).toEqual(['confirmed']);
  });

  it('sends the same bytes again while the chain is away', async () => {
    chain.troubles.push('sdk.unreachable', 'sdk.unreachable', 'sdk.tx_unknown');
    expect((await outbox().submit(intent())).kind).toBe('confirmed');
    expect(new Set(chain.sent).size).toBe(1);
    expect(chain.signed).toHaveLength(1);
  });

  it('signs anew with the next sequence when another transaction of the account took this one', async () => {
    const original = chain.prepare.bind(chain);
    let overtaken = false;
    chain.prepare = async () => {
      const prepared = await original();
      if (!overtaken) chain.sequence += 1;
      overtaken = true;
      return prepared;
    };
    expect((await outbox().submit(intent())).kind).toBe('confirmed');
    expect(chain.signed).toEqual(['TX1/0', 'TX2/1']);
    expect(chain.included.size).toBe(1);
    expect(states().sort()).toEqual(['confirmed', 'dropped']);
  });

  it('gives the contract’s own word when the transaction failed, and may try again later', async () => {
    chain.troubles.push('fails');
    expect(await outbox().submit(intent())).toMatchObject({ kind: 'failed', code: 'report.quorum' });
    expect(states()).toEqual(['failed']);
    expect((await outbox().submit(intent())).kind).toBe('confirmed');
  });

  it('gives up what is refused for ever', async () => {
    chain.troubles.push(...Array<'sdk.tx_rejected'>(20).fill('sdk.tx_rejected'));
    expect(await outbox().submit(intent())).toMatchObject({ kind: 'failed', code: 'sdk.tx_rejected' });
    expect(chain.signed.length).toBeLessThanOrEqual(5);
  });

  it('at the start learns what became of what was signed, and sends the rest again as it is', async () => {
    store.outbox.add({ key: 'report/1/1', txHash: 'TX9/0', bytes: new TextEncoder().encode('TX9/0') }, 1);
    store.outbox.add({ key: 'report/1/2', txHash: 'TX8/1', bytes: new TextEncoder().encode('TX8/1') }, 1);
    chain.include('TX9/0', 0);
    const box = outbox();
    await box.reconcile();
    expect(states('report/1/1')).toEqual(['confirmed']);
    expect(states('report/1/2')).toEqual(['signed']);
    expect((await box.submit(intent('report/1/2'))).kind).toBe('confirmed');
    expect(chain.signed).toEqual([]);
    expect(chain.sent).toEqual(['TX8/1']);
  });
});
