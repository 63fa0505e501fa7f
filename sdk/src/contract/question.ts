import type { z } from 'zod';

/** A query of a contract: the JSON that it takes, and what reads the answer. */
export interface Question<T> {
  readonly message: object;
  readonly answer: z.ZodType<T>;
}
