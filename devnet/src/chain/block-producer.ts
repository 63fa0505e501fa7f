/** The chain, as far as this needs it. */
interface BlockMaker {
  produceBlock(): unknown;
}

export interface BlockProducerOptions {
  readonly intervalMs: number;
}

export interface BlockProducerDeps {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** A block could not be stored. The chain has stopped; nothing that was announced is lost. */
  readonly onFailure: (error: unknown) => void;
}

/** Makes blocks at a steady pace. A slow block delays the next ones; they do not pile up. */
export class BlockProducer {
  readonly #chain: BlockMaker;
  readonly #options: BlockProducerOptions;
  readonly #deps: BlockProducerDeps;
  #timer: NodeJS.Timeout | undefined;
  #due = 0;

  constructor(chain: BlockMaker, options: BlockProducerOptions, deps: BlockProducerDeps) {
    this.#chain = chain;
    this.#options = options;
    this.#deps = deps;
  }

  start(): void {
    this.#due = this.#deps.now();
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    const now = this.#deps.now();
    this.#due = Math.max(now, this.#due + this.#options.intervalMs);
    this.#timer = setTimeout(() => this.#tick(), this.#due - now);
  }

  #tick(): void {
    try {
      this.#chain.produceBlock();
      this.#schedule();
    } catch (error) {
      this.stop();
      this.#deps.onFailure(error);
    }
  }
}
