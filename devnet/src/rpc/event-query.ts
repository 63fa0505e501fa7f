import { RpcError } from './rpc-error.ts';

type Operator = '=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'EXISTS';

/** One condition of CometBFT's query language. Times and dates are compared as text. */
export interface Condition {
  readonly key: string;
  readonly operator: Operator;
  readonly value: string;
}

const MAX_QUERY = 512;
const CONDITION =
  /^\s*([\w./:-]+)\s*(?:(EXISTS)|(<=|>=|=|<|>|CONTAINS)\s*(?:'((?:[^'\\]|\\.)*)'|((?:TIME|DATE)\s+\S+|-?\d+(?:\.\d+)?)))\s*/;
const AND = /^AND\s+/;

/** Reads `tm.event='Tx' AND wasm._contract_address='wasm1…'`. Throws RpcError for anything else. */
export function parseEventQuery(query: string): Condition[] {
  if (query.length > MAX_QUERY) throw new RpcError('internal', 'maximum query length exceeded');
  const conditions: Condition[] = [];
  let rest = query;
  for (;;) {
    const match = CONDITION.exec(rest);
    if (match === null) throw new RpcError('internal', `failed to parse query: near "${rest.slice(0, 40)}"`);
    const [whole, key = '', exists, operator, text, number] = match;
    const value = text === undefined ? (number ?? '') : text.replace(/\\(.)/g, '$1');
    conditions.push({ key, operator: (exists ?? operator) as Operator, value });
    rest = rest.slice(whole.length);
    if (rest === '') return conditions;
    const and = AND.exec(rest);
    if (and === null)
      throw new RpcError('internal', `failed to parse query: expected AND near "${rest.slice(0, 40)}"`);
    rest = rest.slice(and[0].length);
  }
}

/** Whether events (composite key → values) meet all conditions. */
export function matches(
  conditions: readonly Condition[],
  events: ReadonlyMap<string, readonly string[]>,
): boolean {
  return conditions.every((condition) =>
    (events.get(condition.key) ?? []).some((value) => holds(condition, value)),
  );
}

function holds({ operator, value }: Condition, actual: string): boolean {
  switch (operator) {
    case 'EXISTS':
      return true;
    case 'CONTAINS':
      return actual.includes(value);
    case '=':
      return actual === value;
    default:
      return compare(operator, Number.parseFloat(actual), Number.parseFloat(value));
  }
}

function compare(operator: '<' | '<=' | '>' | '>=', left: number, right: number): boolean {
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
