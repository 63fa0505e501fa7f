import { create, Outcome, RowSchema } from '@cloudx3/proto';
import type { Operation, Row, Rows } from '@cloudx3/proto';
import type { CoreCode } from '../codes.ts';
import { ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { holds } from '../selector/condition.ts';
import type { Found, ParamValues } from '../selector/path.ts';
import { selectRows } from '../selector/rows.ts';
import { selectAnswer } from './answer.ts';
import type { JsonValue } from './json.ts';

/** What a row is whose answer is refused with a code (rule ROW-2). */
const OUTCOMES: Partial<Record<CoreCode, Outcome>> = {
  'reading.absent': Outcome.ABSENT,
  'reading.null': Outcome.NULL,
  'reading.non_numeric': Outcome.NON_NUMERIC,
  'reading.out_of_bounds': Outcome.OUT_OF_BOUNDS,
  'reading.ambiguous': Outcome.AMBIGUOUS,
  'reading.quality': Outcome.QUALITY,
  'observed_at.invalid': Outcome.OBSERVED_AT,
  'observed_at.future': Outcome.OBSERVED_AT,
  'period_start.invalid': Outcome.OBSERVED_AT,
};

/** What the rows of a response are looked at with. */
export interface RowsContext {
  readonly operation: Operation;
  readonly params: ParamValues;
  /** The items of the list, which are the keys of the rows (rule ROW-1). */
  readonly wanted: readonly string[];
  readonly sessionTimeMs: bigint;
}

/** Rules ROW-1 and ROW-2: a row for each item of the list, in its order; about nobody yet, since whose they are the session says. */
export function evaluateRows(rows: Rows, body: JsonValue, context: RowsContext): CoreResult<Row[]> {
  const { wanted, params } = context;
  const found = selectRows(rows, wanted, body, params);
  if (!found.ok) return found;
  return ok(
    found.value.map((row, i) => create(RowSchema, { key: wanted[i] ?? '', ...saidOf(row, rows, context) })),
  );
}

function saidOf(found: Found, { conditions }: Rows, context: RowsContext) {
  if (found.kind === 'absent') return { outcome: Outcome.NO_ROW };
  if (found.kind === 'ambiguous') return { outcome: Outcome.AMBIGUOUS };
  const { operation, params, sessionTimeMs } = context;
  if (!conditions.every((condition) => holds(condition, found.value, params))) {
    return { outcome: Outcome.CONDITION };
  }
  const answer = selectAnswer(operation, found.value, params, sessionTimeMs);
  if (answer.ok) return { outcome: Outcome.OK, ...answer.value };
  return { outcome: OUTCOMES[answer.code] ?? Outcome.UNSPECIFIED };
}
