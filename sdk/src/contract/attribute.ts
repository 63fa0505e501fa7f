// Attributes of events are text. Each is read strictly into the value that programs use.
import { fromHex } from '@cosmjs/encoding';
import { formatDecimal } from '@cloudx3/verifier-core';
import type { Decimal } from '@cloudx3/verifier-core';
import { z } from 'zod';
import { amount, isI64 } from '../wire.ts';

const MAX_U32 = 2n ** 32n - 1n;
const MAX_U64 = 2n ** 64n - 1n;

/** A number in text without signs and leading zeros. */
const whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,19})$/, 'no whole number')
  .transform((text) => BigInt(text));

/** u64 in text. */
export const u64Text = whole.refine((value) => value <= MAX_U64, 'more than 64 bits');

/** u32 in text. */
export const u32Text = whole.refine((value) => value <= MAX_U32, 'more than 32 bits').transform(Number);

/** `true` or `false`. */
export const flagText = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Lower-case hex of a compressed public key, 33 bytes. */
export const keyText = hexOf(33);

/** Lower-case hex of an id, 32 bytes. */
export const idText = hexOf(32);

/** An id, or nothing. */
export const optionalIdText = orNothing(idText);

/** A public key, or nothing. */
export const optionalKeyText = orNothing(keyText);

/** A u32, or nothing. */
export const optionalU32Text = orNothing(u32Text);

/** What a key is for. */
export const roleText = z.enum(['operator', 'notary']);

/** A decimal as the contract writes it: with exactly the decimals that it has. A spread may be beyond rule DEC-1, not beyond 64 bits. */
export const decimalText = z.string().transform((text, context): Decimal => {
  const [, whole = '', fraction = ''] = /^(-?\d{1,19})(?:\.(\d{1,18}))?$/.exec(text) ?? [];
  const decimal = { mantissa: BigInt(whole + fraction), scale: fraction.length };
  if (whole !== '' && formatDecimal(decimal) === text && isI64(decimal.mantissa)) return decimal;
  context.addIssue({ code: 'custom', message: 'no decimal' });
  return z.NEVER;
});

/** Public keys, separated by commas. */
export const keysText = listOf(keyText);

/** Who is paid how much. */
export interface Payment {
  /** Bech32. */
  readonly address: string;
  /** In the smallest unit of the contract's money. */
  readonly amount: bigint;
}

/** Payments as `address:amount`, separated by commas. */
export const paymentsText: z.ZodType<readonly Payment[]> = listOf(
  z
    .string()
    .regex(/^[^:]+:[^:]+$/, 'no address and amount')
    .transform((text) => ({
      address: text.slice(0, text.indexOf(':')),
      amount: text.slice(text.indexOf(':') + 1),
    }))
    .pipe(z.object({ address: z.string(), amount })),
);

function orNothing<T>(value: z.ZodType<T, string>) {
  return z.union([z.literal('').transform(() => undefined), value]);
}

function hexOf(length: number) {
  return z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${2 * length}}$`), `no hex of ${length} bytes`)
    .transform((text): Uint8Array => fromHex(text));
}

/** Elements separated by commas; an empty text has none. */
function listOf<T>(element: z.ZodType<T, string>): z.ZodType<readonly T[], string> {
  return z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(element));
}
