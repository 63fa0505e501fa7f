// What the contracts' JSON has of its own: exact numbers, bytes and decimals, each read strictly into the value that programs use.
import { fromBase64, toBase64 } from '@cosmjs/encoding';
import { z } from 'zod';
import type { Decimal } from '@cloudx3/verifier-core';
import { SdkError } from './error.ts';

const MAX_U32 = 2 ** 32 - 1;
const MAX_I64 = 2n ** 63n - 1n;
const MAX_U128 = 2n ** 128n - 1n;

export const bytes = z.string().transform((text, context): Uint8Array => {
  try {
    return fromBase64(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not base64' });
    return z.NEVER;
  }
});

export const u32 = z.number().int().nonnegative().max(MAX_U32);

/** u64 in JSON. Values beyond 2^53 lost digits before they got here, so they are refused. */
export const u64 = z
  .number()
  .int()
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER)
  .transform((value) => BigInt(value));

/** Uint128, which is text in JSON. */
export const amount = z
  .string()
  .regex(/^\d{1,39}$/)
  .transform((text) => BigInt(text))
  .refine((value) => value <= MAX_U128, 'more than 128 bits');

const i64 = z
  .string()
  .regex(/^-?\d{1,19}$/)
  .transform((text) => BigInt(text))
  .refine(isI64, 'more than 64 bits');

export const decimal: z.ZodType<Decimal> = z.object({ mantissa: i64, scale: u32 });

/** An optional member that the contract writes as null where it is absent. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Reads by a schema; throws `sdk.malformed`, naming the field. */
export function readStrictly<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const problem = read.error.issues[0];
  throw new SdkError(
    'sdk.malformed',
    `${what}: ${problem?.path.join('.') ?? ''}: ${problem?.message ?? 'unknown shape'}`,
  );
}

/** Whether a number has 64 bits with its sign. */
export function isI64(value: bigint): boolean {
  return value <= MAX_I64 && value >= -MAX_I64 - 1n;
}

export function writeBytes(value: Uint8Array): string {
  return toBase64(value);
}

/** u64 in JSON; throws `sdk.argument` for what a JSON number cannot carry exactly. */
export function writeU64(value: bigint): number {
  if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw new SdkError('sdk.argument', `${value} does not lie within 0 and 2^53 - 1`);
}

export function writeAmount(value: bigint): string {
  return value.toString();
}

export function writeDecimal(value: Decimal): { mantissa: string; scale: number } {
  return { mantissa: value.mantissa.toString(), scale: value.scale };
}
