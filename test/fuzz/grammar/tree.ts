import type { Random } from '../harness/random.ts';
import { mutateBytes, spliced } from './bytes.ts';

/**
 * A message as what its lengths enclose. TLS vectors, DER and Protocol Buffers are all of this shape; they differ in how a length is written.
 * Changes are made to the tree, and the lengths follow, so that a change deep inside is still read by what is deep inside.
 */
export interface Tree {
  /** What stands before the length: a type, a tag, nothing. */
  readonly front: Uint8Array;
  /** How the length of the content is written: a number of bytes, big-endian; or not at all. */
  readonly length: 0 | 1 | 2 | 3 | 'der' | 'varint';
  readonly content: Uint8Array | readonly Tree[];
  /** What the bytes of a leaf are, where not anything goes: a change keeps to it, mostly. */
  readonly kind?: 'number' | 'text';
}

const NOTHING = new Uint8Array(0);
const MAX_REPEATED_BYTES = 32_768;

export function leaf(...parts: readonly (Uint8Array | readonly number[])[]): Tree {
  return { front: NOTHING, length: 0, content: join(parts.map((part) => Uint8Array.from(part))) };
}

export function branch(
  length: Tree['length'],
  items: readonly Tree[] | Uint8Array,
  front: readonly number[] | Uint8Array = NOTHING,
): Tree {
  return { front: Uint8Array.from(front), length, content: items };
}

export function serialize({ front, length, content }: Tree): Uint8Array {
  const inner = content instanceof Uint8Array ? content : join(content.map(serialize));
  return join([front, lengthBytes(length, inner.length), inner]);
}

/** The tree with one to three changes, or now and then its bytes with changes that no length follows. */
export function mutateTree(random: Random, tree: Tree, pool: readonly Tree[] = []): Uint8Array {
  const bytes = serialize(changeTree(random, tree, pool));
  return random.once(12) ? mutateBytes(random, bytes) : bytes;
}

/** One to three changes, each at a place that is chosen evenly among all nodes. */
export function changeTree(random: Random, tree: Tree, pool: readonly Tree[]): Tree {
  let changed = tree;
  for (let left = 1 + random.below(3); left > 0; left -= 1)
    changed = changeAt(changed, random.below(sizeOf(changed)), { random, pool });
  return changed;
}

interface Change {
  readonly random: Random;
  /** Nodes that may be put in besides those of the message. */
  readonly pool: readonly Tree[];
}

function sizeOf({ content }: Tree): number {
  return content instanceof Uint8Array ? 1 : content.reduce((sum, item) => sum + sizeOf(item), 1);
}

/** Nodes are counted in the order in which they stand, the root first. */
function changeAt(tree: Tree, index: number, change: Change): Tree {
  if (index === 0) return changed(tree, change);
  if (tree.content instanceof Uint8Array) return tree;
  let left = index - 1;
  const content = tree.content.map((item) => {
    const size = sizeOf(item);
    const result = left >= 0 && left < size ? changeAt(item, left, change) : item;
    left -= size;
    return result;
  });
  return { ...tree, content };
}

function changed(tree: Tree, change: Change): Tree {
  const { random } = change;
  if (tree.front.length > 0 && random.once(tree.length === 'varint' || tree.kind === 'number' ? 30 : 8))
    return { ...tree, front: mutateBytes(random, tree.front) };
  if (tree.content instanceof Uint8Array) {
    const changedContent = random.once(10) ? changedLeaf : CHANGED[tree.kind ?? 'bytes'];
    return { ...tree, content: changedContent(random, tree.content) };
  }
  return { ...tree, content: changedItems(tree.content, change) };
}

function changedLeaf(random: Random, bytes: Uint8Array): Uint8Array {
  switch (random.below(10)) {
    case 0:
      return NOTHING;
    case 1:
      return random.bytes(bytes.length);
    case 2: {
      // A number at its edge keeps its width.
      const edge = random.pick([0x00, 0xff, 0x7f, 0x80] as const);
      return bytes.map((_, i) => (i === 0 || edge === 0 || edge === 0xff ? edge : 0));
    }
    case 3:
      return random.once(8) ? random.bytes(random.pick([255, 256, 4_096, 16_384, 65_535] as const)) : NOTHING;
    default:
      return mutateBytes(random, bytes);
  }
}

const NUMBERS = [
  1,
  2,
  3,
  7,
  33,
  64,
  127,
  128,
  255,
  256,
  16_384,
  65_535,
  2 ** 31 - 1,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
] as const;

function changedNumber(random: Random): Uint8Array {
  return varint(random.once(3) ? random.below(300) : random.pick(NUMBERS));
}

const TEXTS = [
  '',
  'a',
  '0',
  '-1',
  '/',
  ' ',
  '..',
  '%2e',
  '\u0000',
  '\r\n',
  '\u007f',
  'é',
  '\ud83d\ude00',
  'A',
  '_',
  '{',
  '"',
  'x'.repeat(300),
] as const;

function changedText(random: Random, bytes: Uint8Array): Uint8Array {
  const by = Buffer.from(random.once(2) ? random.pick(TEXTS) : String.fromCharCode(32 + random.below(95)));
  return random.once(4) ? by : spliced(bytes, random.below(bytes.length + 1), random.below(3), by);
}

const CHANGED = { bytes: changedLeaf, number: changedNumber, text: changedText } as const;

function changedItems(items: readonly Tree[], { random, pool }: Change): readonly Tree[] {
  const at = random.below(items.length);
  const item = items[at];
  const other = random.pick(pool.length > 0 && random.once(2) ? pool : items);
  if (item === undefined || other === undefined) return other === undefined ? items : [other];
  switch (random.below(7)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return items.toSpliced(at, 0, item);
    case 2:
      return items.toSpliced(at, 1, other);
    case 3:
      return items.toSpliced(random.below(items.length + 1), 0, other);
    case 4: {
      const to = random.below(items.length);
      return items.with(at, items[to] ?? item).with(to, item);
    }
    case 5:
      return random.once(8) ? repeated(random, item) : items.toReversed();
    default:
      return random.once(4) ? [] : items.toSpliced(at);
  }
}

/** As often as fits into what every parser here still takes. */
function repeated(random: Random, item: Tree): readonly Tree[] {
  const most = Math.ceil(MAX_REPEATED_BYTES / (1 + serialize(item).length));
  return Array.from({ length: 1 + random.below(Math.min(most, 200)) }, () => item);
}

function lengthBytes(length: Tree['length'], value: number): Uint8Array {
  switch (length) {
    case 'der':
      return derLength(value);
    case 'varint':
      return varint(value);
    default:
      return Uint8Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 0xff);
  }
}

function derLength(value: number): Uint8Array {
  if (value < 0x80) return Uint8Array.of(value);
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Uint8Array.of(...bytes, rest);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
