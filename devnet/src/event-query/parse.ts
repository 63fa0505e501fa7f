import type { Token } from './scan.ts';
import { scan } from './scan.ts';

export type Operator = '=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'EXISTS';

/** What a tag is compared with. `text` is a decimal number, an RFC 3339 time, a day or any text, by `kind`. */
export interface Argument {
  readonly kind: 'string' | 'number' | 'time' | 'date';
  readonly text: string;
}

/** One condition of a query; all of them must hold. */
export interface Condition {
  /** `type.key` of an event attribute, or just the type. */
  readonly tag: string;
  readonly operator: Operator;
  /** Absent for EXISTS only. */
  readonly argument?: Argument;
}

/** A text that is no query; the message is CometBFT's. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

const ORDERED = ['number', 'time', 'date'] as const;
const ARGUMENTS: Readonly<Record<Operator, readonly Argument['kind'][]>> = {
  '<=': ORDERED,
  '>=': ORDERED,
  '<': ORDERED,
  '>': ORDERED,
  '=': [...ORDERED, 'string'],
  CONTAINS: ['string'],
  EXISTS: [],
};
const OPERATORS = Object.keys(ARGUMENTS) as Operator[];

/** Reads `tm.event='Tx' AND wasm._contract_address='wasm1…'`. Throws QueryError. */
export function parseEventQuery(query: string): Condition[] {
  const tokens = scan(query);
  const conditions = [parseCondition(tokens)];
  for (;;) {
    const token = next(tokens);
    if (token.kind === 'end') return conditions;
    // CometBFT prints the number of the kind that it wanted here; clients see it, so it stays.
    if (token.kind !== 'AND') throw new QueryError(`offset ${token.offset}: got ${labelOf(token)}, want 6`);
    conditions.push(parseCondition(tokens));
  }
}

/** The query as CometBFT writes it: the same for all texts that mean the same. */
export function canonicalQuery(conditions: readonly Condition[]): string {
  return conditions
    .map(({ tag, operator, argument }) => {
      if (argument === undefined) return `${tag} ${operator}`;
      const { kind, text } = argument;
      const before = kind === 'time' ? 'TIME ' : kind === 'date' ? 'DATE ' : '';
      return `${tag} ${operator} ${before}${kind === 'string' ? `'${text}'` : text}`;
    })
    .join(' AND ');
}

function parseCondition(tokens: Iterator<Token, void>): Condition {
  const tag = require(tokens, ['tag']).text;
  const operator = require(tokens, OPERATORS).kind;
  const kinds = ARGUMENTS[operator];
  if (kinds.length === 0) return { tag, operator };
  const { kind, text } = require(tokens, kinds);
  return { tag, operator, argument: { kind, text } };
}

function next(tokens: Iterator<Token, void>): Token {
  const step = tokens.next();
  return step.done === true ? { kind: 'end', text: 'EOF', offset: 0 } : step.value;
}

function require<K extends Token['kind']>(
  tokens: Iterator<Token, void>,
  kinds: readonly K[],
): Token & { kind: K } {
  const token = next(tokens);
  const kind = kinds.find((each) => each === token.kind);
  if (kind !== undefined) return { ...token, kind };
  const { offset, text } = token;
  if (token.kind === 'end' || token.kind === 'invalid') throw new QueryError(`offset ${offset}: ${text}`);
  throw new QueryError(`offset ${offset}: got ${labelOf(token)}, wanted ${listOf(kinds)}`);
}

function labelOf({ kind }: Pick<Token, 'kind'>): string {
  if (kind === 'invalid') return 'invalid token';
  if (kind === 'time' || kind === 'date') return `${kind}stamp`;
  return kind === 'tag' || kind === 'string' || kind === 'number' ? kind : `${kind} operator`;
}

function listOf(kinds: readonly Token['kind'][]): string {
  const labels = kinds.map((kind) => labelOf({ kind }));
  const last = labels.pop() ?? '';
  return labels.length === 0 ? last : `${labels.join(', ')} or ${last}`;
}
