import { z } from 'zod';

/** A round, a command, an amount: too large for a JSON number. */
export const decimalText = z.string().regex(/^\d{1,20}$/);

/** A compressed secp256k1 key. */
export const keyText = z.string().regex(/^0[23][0-9a-f]{64}$/);

/** Unix milliseconds. */
export const atMs = z.number().min(0);

/** How many of something there are. */
export const count = z.int().min(0);
