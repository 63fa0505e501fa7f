import type { BlockEvents, ContractEvent } from '@cloudx3/sdk';
import { SdkError } from '@cloudx3/sdk';
import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';
import type { CursorStore } from '../store/ports.ts';
import type { ChainPort } from './ports.ts';

export interface BlockPollerOptions {
  readonly pollMs: number;
  /** A gap that is longer than this is not read block by block: what it held is asked for with queries. */
  readonly maxGap: number;
}

export interface BlockPollerDeps {
  readonly chain: Pick<ChainPort, 'height' | 'blockEvents'>;
  readonly cursor: CursorStore;
  readonly clock: Clock;
  /** Reads by queries what no event tells: at the start, after a gap, and after the chain was away. */
  reconcile(): Promise<void>;
  /** One event of a block; called again for the same one after a crash, so it has to be idempotent. */
  onEvent(event: ContractEvent, block: Pick<BlockEvents, 'timeMs'>): void | Promise<void>;
  onBlock(block: Pick<BlockEvents, 'height' | 'timeMs'>): void | Promise<void>;
  /** Undefined: the chain answers. */
  onTrouble(error: Error | undefined): void;
}

const MAX_BACKOFF_MS = 10_000;

/**
 * Follows the chain block by block. The cursor moves after a block's events were handled, so that a crash repeats a block and never
 * skips one. While the chain is away it keeps trying and says so; a chain of another id, or one that went back, ends it.
 */
export class BlockPoller {
  private readonly options: BlockPollerOptions;
  private readonly deps: BlockPollerDeps;
  private reconciled = false;

  constructor(options: BlockPollerOptions, deps: BlockPollerDeps) {
    this.options = options;
    this.deps = deps;
  }

  /** Runs until aborted. Rejects only with what no waiting cures: `sdk.wrong_chain`, `node.chain_went_back`, or a bug. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.step(signal);
        if (failures > 0) this.deps.onTrouble(undefined);
        failures = 0;
      } catch (error) {
        if (!isPassing(error)) throw error;
        failures += 1;
        this.reconciled = false;
        this.deps.onTrouble(error);
      }
      const backoff = Math.min(this.options.pollMs * 2 ** Math.min(failures, 6), MAX_BACKOFF_MS);
      await this.deps.clock.sleep(failures === 0 ? this.options.pollMs : backoff, signal);
    }
  }

  /** Handles all blocks up to the newest. */
  async step(signal: AbortSignal): Promise<void> {
    const { chain, cursor } = this.deps;
    const newest = await chain.height();
    const seen = cursor.height();
    if (seen !== undefined && newest < seen) {
      // A node behind a load balancer may lag by a block or two; a chain that lost more is another one.
      if (seen - newest > 100)
        throw new NodeError('node.chain_went_back', `the chain is at ${newest}, this node has seen ${seen}`);
      return;
    }
    if (!this.reconciled || seen === undefined || newest - seen > this.options.maxGap) {
      await this.deps.reconcile();
      this.reconciled = true;
      // Reconciling reads a state that is at least as new as `newest`; but events before it may say who did what, so a short gap is read.
      if (seen === undefined || newest - seen > this.options.maxGap) {
        cursor.saveHeight(newest);
        return;
      }
    }
    for (let height = seen + 1; height <= newest && !signal.aborted; height += 1)
      if (!(await this.handle(height))) return;
  }

  private async handle(height: number): Promise<boolean> {
    const block = await this.blockAt(height);
    if (block === undefined) return false;
    for (const event of block.events) await this.deps.onEvent(event, block);
    this.deps.cursor.saveHeight(height);
    await this.deps.onBlock(block);
    return true;
  }

  /** Undefined where the chain counts it already and has not run it, which is no trouble. */
  private async blockAt(height: number): Promise<BlockEvents | undefined> {
    try {
      return await this.deps.chain.blockEvents(height);
    } catch (error) {
      if (error instanceof SdkError && error.code === 'sdk.not_yet') return undefined;
      throw error;
    }
  }
}

/** Whether trying again later may help. */
function isPassing(error: unknown): error is Error {
  return error instanceof SdkError && error.code !== 'sdk.wrong_chain';
}
