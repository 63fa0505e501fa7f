import type { Random } from '../harness/random.ts';

const NUMBERS = [
  '0',
  '-0',
  '1',
  '21.50',
  '-1.5e3',
  '1e400',
  '1E+2',
  '0.1e-20',
  '123456789012345678',
  '1234567890123456789',
  '1780000000',
  '1780000000000.5',
  '-7',
  `1${'0'.repeat(70)}`,
] as const;
const TEXTS = [
  'x',
  'y',
  '',
  '21.5',
  '-0.50',
  '°C',
  'on',
  'off',
  '2026-06-01T00:00:00Z',
  '2026-06-01T00:00',
  '2026-02-30T00:00:00Z',
  '2027-06-01T12:30:59.123456+02:00',
  '2026-13-01T25:61:61-99:99',
  '\\ud83d\\ude00',
  '\\u0000',
  '__proto__',
  '\\"',
] as const;
/** What is no value in JSON, or holds half a character. */
const BROKEN = ['01', '.5', '5.', '+1', 'NaN', '"\\ud83d"', '"\\q"', "'x'", 'undefined', '""x'] as const;

/** Values of a member that are of the kind that is looked for under its name. */
const USUAL = new Map<string, readonly string[]>([
  ['a', ['1', '21.50', '-1.5e2', '99999']],
  ['b', ['true', 'false']],
  ['c', ['"21.5"', '"-0.50"', '"1e3"']],
  ['d', ['"on"', '"off"']],
  ['ok', ['true']],
  ['id', ['"x"', '"y"']],
  [
    'time',
    [
      '"2026-06-01T00:00:00Z"',
      '"2026-06-01T00:00"',
      '1780000000',
      '1780000000000.5',
      '"2026-06-01T02:30:00.25+02:00"',
    ],
  ],
]);

/** A document in which the members that are looked for stand, or nearly. Not always JSON. */
export function jsonText(random: Random, names: readonly string[]): string {
  const doc = { random, names, left: 60 };
  const text = random.once(8)
    ? value(doc, 0)
    : random.once(4)
      ? `[${object(doc, 0)},${object(doc, 0)}]`
      : object(doc, 0);
  return random.once(12) ? spoilt(random, text) : text;
}

interface Growing {
  readonly random: Random;
  readonly names: readonly string[];
  /** Values that may still be added. */
  left: number;
}

function value(doc: Growing, depth: number): string {
  const { random } = doc;
  doc.left -= 1;
  if (depth > 40 || doc.left <= 0) return scalar(random);
  if (random.once(300)) return nested(random);
  const kind = random.below(depth < 2 ? 6 : 10);
  if (kind < 3) return object(doc, depth);
  if (kind < 4) return list(doc, depth);
  return scalar(random);
}

function object(doc: Growing, depth: number): string {
  const { random, names } = doc;
  // What is looked for stands in most documents, mostly once.
  const wanted = depth < 2 ? names.filter(() => !random.once(8)) : names.slice(0, random.below(3));
  const members = wanted.map((name) => (random.once(20) ? random.pick(TEXTS) : name));
  if (random.once(16)) members.push(random.pick(names) ?? 'a');
  const texts = members.map(
    (name) => `"${name}"${space(random)}:${space(random)}${memberValue(doc, name, depth)}`,
  );
  return `{${texts.join(',')}}`;
}

function memberValue(doc: Growing, name: string, depth: number): string {
  // Elements that are told apart by a member, twice now and then.
  if (name === 'list' && depth < 2)
    return `[${Array.from({ length: doc.random.below(4) }, () => object(doc, depth + 1)).join(',')}]`;
  const usual = USUAL.get(name);
  return usual !== undefined && !doc.random.once(8) ? (doc.random.pick(usual) ?? '0') : value(doc, depth + 1);
}

function list(doc: Growing, depth: number): string {
  return `[${Array.from({ length: doc.random.below(4) }, () => value(doc, depth + 1)).join(',')}]`;
}

function scalar(random: Random): string {
  const kind = random.below(8);
  if (random.once(150)) return random.pick(BROKEN);
  if (kind < 3) return random.pick(NUMBERS);
  if (kind < 6) return `"${random.pick(TEXTS)}"`;
  return random.pick(['true', 'false', 'null'] as const);
}

function nested(random: Random): string {
  const depth = random.below(60);
  return random.once(2)
    ? `${'['.repeat(depth)}1${']'.repeat(depth)}`
    : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}

function space(random: Random): string {
  if (random.once(2_000)) return '\u00a0';
  return random.once(10) ? random.pick([' ', '\n', '\t'] as const) : '';
}

function spoilt(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const by = random.pick(['', ',', '}', ']', '"', '\\', ':', '\u0000', '{', '[', '//', '\ud800'] as const);
  return text.slice(0, at) + by + text.slice(at + random.below(3));
}
