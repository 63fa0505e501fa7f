import { SdkError, contractCodeIn } from '@cloudx3/sdk';
import type { TxOutcome } from '@cloudx3/sdk';
import type { ChainPort, ContractCall } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import type { OutboxEntry, OutboxStore } from '../store/ports.ts';

/** Something to be done on chain at most once. */
export interface Intent {
  /** Names the effect, for example "report/7/42": two intents of one key are the same. */
  readonly key: string;
  readonly call: ContractCall;
  /** Asked of the chain right before anything is signed: false where somebody brought the effect about already. */
  isStillNeeded(): Promise<boolean>;
}

export type SubmitResult =
  | { readonly kind: 'confirmed'; readonly outcome: TxOutcome }
  | { readonly kind: 'not_needed' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface OutboxDeps {
  readonly chain: Pick<ChainPort, 'prepare' | 'broadcast' | 'findTx'>;
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const RETRY_MS = 1_000;
const MAX_SIGNATURES = 5;
// A transaction that is not on chain after so many looks was dropped by the chain's mempool.
const MAX_LOOKS = 30;
const LOOKS_AFTER_REFUSAL = 5;

/**
 * Sends transactions, one at a time since each takes the account's next sequence, and each effect at most once: signed bytes are on
 * disk before they are sent, the same bytes are sent again rather than signed anew, and nothing is signed anew before every earlier
 * attempt is known not to be on chain. Two attempts of one effect also carry the same sequence unless another transaction of the
 * account came between, so at most one of them can ever be included.
 */
export class Outbox {
  private readonly deps: OutboxDeps;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(deps: OutboxDeps) {
    this.deps = deps;
  }

  /** Brings the effect about, or finds that it is not needed. Rejects only when the node closes or with a bug. */
  submit(intent: Intent): Promise<SubmitResult> {
    const run = this.tail.then(() => this.run(intent));
    this.tail = run.catch(() => undefined);
    return run;
  }

  /** At start: records what became of what was signed before. What is not on chain stays, and is sent again by who still wants it. */
  async reconcile(): Promise<void> {
    for (const entry of this.deps.store.pending()) {
      const outcome = await this.deps.chain.findTx(entry.txHash);
      if (outcome !== undefined) this.record(entry, outcome);
    }
  }

  private async run(intent: Intent): Promise<SubmitResult> {
    for (let signatures = 0; signatures < MAX_SIGNATURES;) {
      this.deps.signal.throwIfAborted();
      try {
        const earlier = await this.resume(intent);
        if (earlier !== undefined) return earlier;
        if (!(await intent.isStillNeeded())) return this.dropAll(intent.key);
        signatures += 1;
        await this.sign(intent);
      } catch (error) {
        const final = finalFailure(error);
        if (final !== undefined) return final;
        await this.deps.clock.sleep(RETRY_MS, this.deps.signal);
      }
    }
    return {
      kind: 'failed',
      code: 'sdk.tx_rejected',
      message: `${intent.key}: refused ${MAX_SIGNATURES} times`,
    };
  }

  private async sign({ key, call }: Intent): Promise<void> {
    const { txHash, bytes } = await this.deps.chain.prepare(call);
    this.deps.store.add({ key, txHash, bytes }, this.deps.clock.nowMs());
  }

  /** Sees earlier attempts through: undefined where none is left that could still come on chain. */
  private async resume(intent: Intent): Promise<SubmitResult | undefined> {
    for (const entry of this.deps.store.ofKey(intent.key)) {
      if (entry.state === 'confirmed') return this.confirmed(entry);
      if (entry.state !== 'signed') continue;
      const result = await this.deliver(entry, intent);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  private async confirmed(entry: OutboxEntry): Promise<SubmitResult> {
    const outcome = await this.deps.chain.findTx(entry.txHash);
    return outcome === undefined ? { kind: 'not_needed' } : { kind: 'confirmed', outcome };
  }

  private async deliver(entry: OutboxEntry, intent: Intent): Promise<SubmitResult | undefined> {
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      this.deps.signal.throwIfAborted();
      try {
        const outcome =
          (await this.deps.chain.findTx(entry.txHash)) ?? (await this.deps.chain.broadcast(entry.bytes));
        return this.record(entry, outcome);
      } catch (error) {
        if (!(error instanceof SdkError)) throw error;
        if (error.code === 'sdk.tx_failed') return this.fail(entry, error);
        if (error.code === 'sdk.wrong_chain') throw error;
        if (error.code === 'sdk.tx_rejected') {
          // Nothing happened, or it waits in the mempool already; only the chain's state can tell, some moments later.
          const outcome = await this.lookFor(entry.txHash);
          if (outcome !== undefined) return this.record(entry, outcome);
          this.deps.store.settle(entry.key, entry.txHash, 'dropped', error.message);
          return undefined;
        }
        // Where the chain was away for long, the effect may be without use by now.
        if (error.code === 'sdk.unreachable') looks -= 1;
        await this.deps.clock.sleep(RETRY_MS, this.deps.signal);
        if (error.code !== 'sdk.unreachable' && !(await intent.isStillNeeded()))
          return this.dropAll(intent.key);
      }
    }
    this.deps.store.settle(entry.key, entry.txHash, 'dropped', 'not on chain');
    return undefined;
  }

  private async lookFor(txHash: string): Promise<TxOutcome | undefined> {
    for (let looks = 0; looks < LOOKS_AFTER_REFUSAL; looks += 1) {
      await this.deps.clock.sleep(RETRY_MS, this.deps.signal);
      const outcome = await this.deps.chain.findTx(txHash);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  private record(entry: OutboxEntry, outcome: TxOutcome): SubmitResult {
    if (outcome.code === 0) {
      this.deps.store.settle(entry.key, entry.txHash, 'confirmed', String(outcome.height));
      return { kind: 'confirmed', outcome };
    }
    this.deps.store.settle(entry.key, entry.txHash, 'failed', outcome.rawLog.slice(0, 500));
    return {
      kind: 'failed',
      code: contractCodeIn(outcome.rawLog) ?? 'sdk.tx_failed',
      // A node that keeps no logs answers without words.
      message: outcome.rawLog || `transaction ${entry.txHash} failed with code ${outcome.code}`,
    };
  }

  private fail(entry: OutboxEntry, error: SdkError): SubmitResult {
    this.deps.store.settle(entry.key, entry.txHash, 'failed', error.message.slice(0, 500));
    return { kind: 'failed', code: error.contractCode ?? error.code, message: error.message };
  }

  private dropAll(key: string): SubmitResult {
    for (const entry of this.deps.store.ofKey(key)) {
      if (entry.state === 'signed') this.deps.store.settle(key, entry.txHash, 'dropped', 'not needed');
    }
    return { kind: 'not_needed' };
  }
}

/** What signing again cannot mend; undefined for what passes. Rethrows what is no failure of the chain. */
function finalFailure(error: unknown): SubmitResult | undefined {
  if (!(error instanceof SdkError)) throw error;
  if (error.code === 'sdk.unreachable' || error.code === 'sdk.tx_unknown' || error.code === 'sdk.tx_rejected')
    return undefined;
  return { kind: 'failed', code: error.contractCode ?? error.code, message: error.message };
}
