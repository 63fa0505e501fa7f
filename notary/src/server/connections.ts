/** Counts connections that have not been granted a session, in all and by address: strangers are held to their share. */
export class PendingConnections {
  readonly #max: number;
  readonly #maxPerAddress: number;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxPerAddress: number) {
    this.#max = max;
    this.#maxPerAddress = maxPerAddress;
  }

  get total(): number {
    return this.#total;
  }

  /** Takes a place and gives back how to leave it (safe to call again), or nothing where there is none. */
  enter(address: string): (() => void) | undefined {
    const held = this.#byAddress.get(address) ?? 0;
    if (this.#total >= this.#max || held >= this.#maxPerAddress) return undefined;
    this.#total += 1;
    this.#byAddress.set(address, held + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(address);
    };
  }

  #leave(address: string): void {
    this.#total -= 1;
    const rest = (this.#byAddress.get(address) ?? 1) - 1;
    if (rest === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, rest);
  }
}
