import { AttestationBodySchema, create, encode, equalBytes } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import type { Evaluation } from './evaluate.ts';

/** What a body says of a response. */
type Said = Pick<AttestationBody, 'readings' | 'observedAtMs' | 'periodStartMs' | 'rows'>;

/**
 * Whether a body says of a response exactly what the response says: readings, qualities, times, and each row with its outcome (rules SEL-*,
 * ROW-2). Whose a row is, a response does not say, and this does not look at.
 */
export function attestsAnswer(body: Said, { rows, ...answer }: Evaluation): boolean {
  const own = { ...answer, rows: rows.map((row, i) => ({ ...row, subject: body.rows[i]?.subject ?? '' })) };
  return equalBytes(bytesOf(body), bytesOf(own));
}

function bytesOf({ readings, observedAtMs, periodStartMs, rows }: Said): Uint8Array {
  const said = create(AttestationBodySchema, { readings, observedAtMs, periodStartMs, rows });
  return encode(AttestationBodySchema, said);
}
