import type { OperationSpec } from '@cloudx3/verifier-core';
import type * as z from 'zod';

/** Charset and bounds of a hole, as an operation declares them (OP-2). */
export type HoleSpec = NonNullable<OperationSpec['holes']>[string];

/** How a vendor learns who asks, and what of it a notary can see. */
export interface AuthStrategy {
  /** What a manifest calls it. */
  readonly kind: 'none' | 'key-in-query' | 'bearer';
  /** The holes it adds to every operation, by name. */
  readonly holes: Readonly<Record<string, HoleSpec>>;
  /** Where the secret stands in a request, for people. */
  readonly place: string;
  /** What a notary, and whoever the transcript is opened to, learns of the secret. */
  readonly residue: string;
  /** The object that an operator configures: one member for each hole. Secrets carry the meta flag `sensitive`. */
  readonly credentials: z.ZodType<Record<string, string>>;
  /** The operation with the credential's hole in its place. */
  addTo(spec: OperationSpec): OperationSpec;
}

/** Options of a strategy with one hole. */
export interface SecretOptions {
  /** Name of the hole, and of the member of the credentials object. */
  readonly hole: string;
  /** Which characters the vendor issues. */
  readonly charset: HoleSpec['charset'];
  /** The exact length where the vendor has one, else the bounds: a hole as wide as needed and no wider. */
  readonly length: number | { readonly min: number; readonly max: number };
  /** What it is and where an operator finds it. */
  readonly description: string;
}

export function holeOf(options: SecretOptions): HoleSpec {
  const { charset, length } = options;
  return typeof length === 'number'
    ? { charset, minLength: length, maxLength: length }
    : { charset, minLength: length.min, maxLength: length.max };
}

/** What the visible length of a hole gives away. */
export function residueOf(hole: HoleSpec): string {
  return hole.minLength === hole.maxLength
    ? `its length, ${hole.minLength}, which is the same for everybody`
    : `its length, which lies within ${hole.minLength} and ${hole.maxLength} and may tell credentials apart`;
}
