/** The chain, as far as this needs it. */
interface BlockMaker {
  produceBlock(): unknown;
  /** Whether transactions wait for a block. */
  readonly isAwaited: boolean;
}

export interface BlockProducerOptions {
  /** Between a block and an empty one after it (CometBFT's `create_empty_blocks_interval`). */
  readonly intervalMs: number;
  /** Between a block and one after it that transactions wait for (CometBFT's `timeout_commit`). */
  readonly leastMs: number;
}

export interface BlockProducerDeps {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** A block could not be stored. The chain has stopped; nothing that was announced is lost. */
  readonly onFailure: (error: unknown) => void;
}

/** Makes blocks at a steady pace, and sooner where transactions wait. A slow block delays the next ones; they do not pile up. */
export class BlockProducer {
  readonly #chain: BlockMaker;
  readonly #options: BlockProducerOptions;
  readonly #deps: BlockProducerDeps;
  #timer: NodeJS.Timeout | undefined;
  /** When the last block should have come: the pace is held against it. */
  #last = 0;

  constructor(chain: BlockMaker, options: BlockProducerOptions, deps: BlockProducerDeps) {
    this.#chain = chain;
    this.#options = options;
    this.#deps = deps;
  }

  start(): void {
    this.#last = this.#deps.now();
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Is told that a transaction waits. */
  onTransaction(): void {
    if (this.#timer === undefined || this.#options.leastMs === this.#options.intervalMs) return;
    clearTimeout(this.#timer);
    this.#schedule();
  }

  #schedule(): void {
    const now = this.#deps.now();
    const wait = this.#chain.isAwaited ? this.#options.leastMs : this.#options.intervalMs;
    const due = Math.max(now, this.#last + wait);
    this.#timer = setTimeout(() => this.#tick(due), due - now);
  }

  #tick(due: number): void {
    this.#last = due;
    try {
      this.#chain.produceBlock();
      this.#schedule();
    } catch (error) {
      this.stop();
      this.#deps.onFailure(error);
    }
  }
}
