import type { Random } from './random.ts';

/** One input, made and ready to be given to the parser. Running it again gives the same. */
export interface Trial {
  /** Gives the input to the parser and says what came of it: `accepted`, or the code of the refusal. Whatever it throws is a finding. */
  run(): string | Promise<string>;
  /** The input, for the report of a finding. */
  show(): string;
}

/** A parser with the grammar of what it is given. */
export interface FuzzTarget {
  readonly about: string;
  /** What the first check of all refuses with: an input that ends there has tested little. */
  readonly shallow: readonly string[];
  /** Least share of inputs that must get past the first check, so that a grammar cannot wither unseen. */
  readonly deep: number;
  /** Makes what all inputs share; the result makes one input. */
  prepare(): Promise<(random: Random) => Trial> | ((random: Random) => Trial);
}

export const ACCEPTED = 'accepted';

/** A trial of a parser of bytes. */
export function bytesTrial(bytes: Uint8Array, run: (bytes: Uint8Array) => string | Promise<string>): Trial {
  return { run: () => run(bytes), show: () => Buffer.from(bytes).toString('hex') };
}
