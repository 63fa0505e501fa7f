import type { DatabaseSync } from 'node:sqlite';
import { compareDecimals, parseDecimal } from '../event-query/decimal.ts';
import type { Condition } from '../event-query/parse.ts';

/** The tag under which a transaction's height is indexed. */
export const HEIGHT = 'tx.height';

interface Sql {
  readonly where: string;
  readonly bound: readonly (string | number)[];
}

const NOTHING: Sql = { where: 'FALSE', bound: [] };
/** Whole numbers of 15 digits at most are the same to SQLite and to us. */
const MAX_HEIGHT_DIGITS = 15;

/** Gives the database `compare_decimals(a, b)`: exact for numbers of any length, NULL where one is no number. */
export function defineComparison(database: DatabaseSync): void {
  database.function('compare_decimals', { deterministic: true }, (a, b) => {
    const [left, right] = [parseDecimal(String(a)), parseDecimal(String(b))];
    return left === undefined || right === undefined ? null : compareDecimals(left, right);
  });
}

/**
 * What finds the transactions `t` that meet all conditions, as CometBFT's index does: conditions on attributes must hold
 * in one and the same event, and what is compared with a time is never found. Only fixed text goes into the statement.
 */
export function toSql(conditions: readonly Condition[]): Sql {
  const parts = conditions.map((condition) => heightTest(condition) ?? condition);
  const heights = parts.filter((part) => 'where' in part);
  const attributes = parts.filter((part) => 'tag' in part).map(attributeTest);
  const tests: Sql[] = [{ where: 'TRUE', bound: [] }, ...heights];
  if (attributes.length > 0) {
    const events = attributes.map(({ where }) => where).join(' INTERSECT ');
    tests.push({
      where: `(t.height, t.position) IN (SELECT height, position FROM (${events}))`,
      bound: attributes.flatMap(({ bound }) => bound),
    });
  }
  return { where: tests.map(({ where }) => where).join(' AND '), bound: tests.flatMap(({ bound }) => bound) };
}

/** Comparisons of the height need no index of attributes, and none of its events. */
function heightTest({ tag, operator, argument }: Condition): Sql | undefined {
  if (tag !== HEIGHT || argument === undefined || operator === 'CONTAINS' || operator === 'EXISTS')
    return undefined;
  const { kind, text } = argument;
  const number =
    (kind === 'number' || kind === 'string') && text.length <= MAX_HEIGHT_DIGITS ? Number(text) : NaN;
  return Number.isNaN(number) ? NOTHING : { where: `t.height ${operator} ?`, bound: [number] };
}

/** The events, by height, position and number, that have such an attribute. */
function attributeTest({ tag, operator, argument }: Condition): Sql {
  const select = (test: string): string =>
    `SELECT height, position, event FROM tx_attributes WHERE name = ? AND ${test}`;
  if (argument === undefined) return { where: select('TRUE'), bound: [tag] };
  const { kind, text } = argument;
  if (operator === '=') return { where: select('value = ?'), bound: [tag, text] };
  if (operator === 'CONTAINS') return { where: select('instr(value, ?) > 0'), bound: [tag, text] };
  if (kind !== 'number') return { where: select('FALSE'), bound: [tag] };
  return { where: select(`compare_decimals(value, ?) ${operator} 0`), bound: [tag, text] };
}
