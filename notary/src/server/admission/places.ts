/** Leaves a place; safe to call again. */
export type Leave = () => void;
export type PlaceResult =
  { readonly ok: true; readonly leave: Leave } | { readonly ok: false; readonly full: 'all' | 'owner' };

/** Counts what is held, in all and by whose it is: everybody is held to a share. An owner of nothing takes no memory. */
export class Places {
  readonly #max: number;
  readonly #maxEach: number;
  readonly #byOwner = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxEach: number) {
    this.#max = max;
    this.#maxEach = maxEach;
  }

  get total(): number {
    return this.#total;
  }

  get full(): boolean {
    return this.#total >= this.#max;
  }

  enter(owner: string): PlaceResult {
    const held = this.#byOwner.get(owner) ?? 0;
    if (this.full) return { ok: false, full: 'all' };
    if (held >= this.#maxEach) return { ok: false, full: 'owner' };
    this.#byOwner.set(owner, held + 1);
    this.#total += 1;
    let left = false;
    return {
      ok: true,
      leave: () => {
        if (left) return;
        left = true;
        this.#leave(owner);
      },
    };
  }

  #leave(owner: string): void {
    this.#total -= 1;
    const rest = (this.#byOwner.get(owner) ?? 1) - 1;
    if (rest === 0) this.#byOwner.delete(owner);
    else this.#byOwner.set(owner, rest);
  }
}
