// Pieces of the contracts' JSON that several answers share, each read strictly into the shape our programs use.
import { fromBase64, toBase64 } from '@cosmjs/encoding';
import { z } from 'zod';
import type { Decimal } from '@cloudx3/verifier-core';
import { SdkError } from './error.ts';

export const bytes = z.string().transform((text, context): Uint8Array => {
  try {
    return fromBase64(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not base64' });
    return z.NEVER;
  }
});

/** u64 in JSON. Values beyond 2^53 lost digits before they got here, so they are refused. */
export const u64 = z
  .union([z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER), z.string().regex(/^\d{1,20}$/)])
  .transform((value) => BigInt(value));

export const u32 = z.number().int().nonnegative().max(0xffff_ffff);

export const amount = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform((text) => BigInt(text));

export const decimal = z
  .object({ mantissa: z.union([z.string().regex(/^-?\d{1,19}$/), z.number().int()]), scale: u32 })
  .transform(({ mantissa, scale }): Decimal => ({ mantissa: BigInt(mantissa), scale }));

export const params = z.array(z.object({ name: z.string(), value: z.string() }));

export const mode = z.enum(['mpc', 'proxy']);

/** An optional member that the contract writes as null where it is absent. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Reads an answer by its schema; throws `sdk.malformed`, naming the field. */
export function readAnswer<T extends z.ZodType>(schema: T, answer: unknown, what: string): z.output<T> {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const problem = read.error.issues[0];
  throw new SdkError(
    'sdk.malformed',
    `${what}: ${problem?.path.join('.') ?? ''}: ${problem?.message ?? 'unknown shape'}`,
  );
}

export function writeDecimal(value: Decimal): { mantissa: string; scale: number } {
  return { mantissa: value.mantissa.toString(), scale: value.scale };
}

export function writeBytes(value: Uint8Array): string {
  return toBase64(value);
}
