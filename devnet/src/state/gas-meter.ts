/** Unwinds to where the limit was set, like the SDK's panic: a contract cannot catch it. */
export class OutOfGasError extends Error {
  override readonly name = 'OutOfGasError';
  readonly location: string;

  constructor(location: string) {
    super(`out of gas in location: ${location}`);
    this.location = location;
  }
}

/** Counts SDK gas. Amounts are below 2^53 by construction: block gas is bounded, and so is what a meter may hold. */
export class GasMeter {
  readonly limit: number;
  #consumed = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  static infinite(): GasMeter {
    return new GasMeter(Number.POSITIVE_INFINITY);
  }

  get consumed(): number {
    return this.#consumed;
  }

  get remaining(): number {
    return Math.max(0, this.limit - this.#consumed);
  }

  get exhausted(): boolean {
    return this.#consumed >= this.limit;
  }

  /** Throws {@link OutOfGasError} beyond the limit; the amount counts as consumed even then. */
  consume(amount: number, location: string): void {
    this.#consumed += amount;
    if (this.#consumed > this.limit) throw new OutOfGasError(location);
  }
}
