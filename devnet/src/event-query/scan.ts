import { parseDate, parseTime } from './times.ts';

const WORDS = ['AND', 'CONTAINS', 'EXISTS'] as const;
const COMPARISONS = ['=', '<', '<=', '>', '>='] as const;

type Comparison = (typeof COMPARISONS)[number];
type Value = 'string' | 'number' | 'time' | 'date';
type TokenKind = 'tag' | Value | (typeof WORDS)[number] | Comparison | 'end' | 'invalid';

export interface Token {
  readonly kind: TokenKind;
  /** What it says, without quotes and words in front; of what is invalid, why. */
  readonly text: string;
  /** Where it begins, in bytes. */
  readonly offset: number;
}

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray, end: number) => Omit<Token, 'offset'>];

const [FIRST_YEAR, LAST_YEAR] = [1900, 2999];

/** In the order in which they are tried. A string that does not end is the end, as in CometBFT. */
const RULES: readonly Rule[] = [
  [/\d+(?:\.\d*)?/y, ([text]) => ({ kind: 'number', text })],
  [/TIME ([-T:+Z\d]*)/y, ([, text = '']) => moment('time', text, parseTime(text))],
  [/DATE ([-\d]*)/y, ([, text = '']) => moment('date', text, parseDate(text))],
  [
    /[\p{L}\p{Nd}_][\p{L}\p{Nd}._-]*/uy,
    ([text]) => ({ kind: WORDS.find((word) => word === text) ?? 'tag', text }),
  ],
  [/=|[<>]=?/y, ([text]) => ({ kind: COMPARISONS.find((each) => each === text) ?? 'invalid', text })],
  [/'([^']*)'/y, ([, text = '']) => ({ kind: 'string', text })],
  [/'|$/y, () => ({ kind: 'end', text: 'EOF' })],
  [/./suy, ([text], end) => ({ kind: 'invalid', text: `invalid input ${text} at offset ${end}` })],
];

function moment(kind: 'time' | 'date', text: string, nanoseconds: bigint | undefined): Omit<Token, 'offset'> {
  if (nanoseconds === undefined) {
    return { kind: 'invalid', text: `invalid ${kind.toUpperCase()} value: parsing time "${text}"` };
  }
  const year = Number.parseInt(text, 10);
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return { kind, text };
  return { kind: 'invalid', text: `${kind}stamp year ${year} out of range` };
}

/** The tokens of CometBFT's query language (libs/pubsub/query/syntax). The last one is `end` or `invalid`. */
export function* scan(query: string): Generator<Token, void> {
  const bytesTo = (position: number): number => Buffer.byteLength(query.slice(0, position));
  let position = 0;
  for (;;) {
    position += /^\s*/u.exec(query.slice(position))?.[0].length ?? 0;
    const offset = bytesTo(position);
    const token = tokenAt(query, position, (end) => {
      position = end;
      return bytesTo(end);
    });
    yield { ...token, offset };
    if (token.kind === 'end' || token.kind === 'invalid') return;
  }
}

function tokenAt(query: string, position: number, move: (end: number) => number): Omit<Token, 'offset'> {
  for (const [pattern, read] of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(query);
    if (match !== null) return read(match, move(pattern.lastIndex));
  }
  return { kind: 'end', text: 'EOF' };
}
