import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const GOLDEN = 0x9e37_79b9;

/** Choices that follow from a seed and the number of an input alone, so that any input of any run can be made again by itself. */
export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number, index: number) {
    this.#generator = xoroshiro128plus((seed ^ Math.imul(index + 1, GOLDEN)) | 0);
  }

  /** Choices for a conversation that is made up while it runs, the same each time that it runs. */
  fork(): () => Random {
    const seed = this.#generator.next();
    return () => new Random(seed, 0);
  }

  /** 0 to `bound` - 1. */
  below(bound: number): number {
    return bound <= 1 ? 0 : uniformInt(this.#generator, 0, bound - 1);
  }

  /** Once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(values: readonly [T, ...T[]]): T;
  pick<T>(values: readonly T[]): T | undefined;
  pick<T>(values: readonly T[]): T | undefined {
    return values[this.below(values.length)];
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i += 1) bytes[i] = this.#generator.next() & 0xff;
    return bytes;
  }
}
