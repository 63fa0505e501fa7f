import { ScalarType } from '@bufbuild/protobuf';
import type { DescField, DescMessage } from '@bufbuild/protobuf';
import type { Random } from '../harness/random.ts';
import { mutateBytes } from './bytes.ts';
import { branch, changeTree, serialize } from './tree.ts';
import type { Tree } from './tree.ts';

const LENGTH_DELIMITED = 2;
const VARINT = 0;

/** A message in Protocol Buffers, well formed or not, as the tree of its fields; what cannot be read becomes one leaf. */
export function protoTree(schema: DescMessage, bytes: Uint8Array): Tree {
  return branch(0, fieldsOf(schema, bytes) ?? bytes);
}

/** A grammar of messages of one kind, made from genuine ones. */
export function protoGrammar(
  schema: DescMessage,
  seeds: readonly Uint8Array[],
): (random: Random) => Uint8Array {
  const trees = seeds.map((seed) => protoTree(schema, seed));
  const pool = trees.flatMap(({ content }) => (content instanceof Uint8Array ? [] : content));
  return (random) => {
    const tree = random.pick(trees);
    if (tree === undefined || random.once(100)) return random.bytes(random.below(300));
    const changed = changeTree(random, tree, pool);
    const bytes = serialize(random.once(6) ? changed : inOrder(changed));
    return random.once(20) ? mutateBytes(random, bytes) : bytes;
  };
}

/** Fields in the order of their numbers, as the canonical encoding has them (rule ENC-1); so a change is not refused for its place. */
function inOrder(tree: Tree): Tree {
  if (tree.content instanceof Uint8Array) return tree;
  const content = tree.content.map(inOrder).sort((a, b) => numberOf(a) - numberOf(b));
  return { ...tree, content };
}

function numberOf({ front }: Tree): number {
  return (readVarint(front, 0)?.value ?? 0) >>> 3;
}

function fieldsOf(schema: DescMessage, bytes: Uint8Array): Tree[] | undefined {
  const fields: Tree[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    if (tag === undefined) return undefined;
    const front = bytes.subarray(at, tag.end);
    const value = readVarint(bytes, tag.end);
    if (value === undefined) return undefined;
    if ((tag.value & 7) === VARINT) {
      fields.push({ ...branch(0, bytes.subarray(tag.end, value.end), front), kind: 'number' });
      at = value.end;
      continue;
    }
    const end = value.end + value.value;
    if ((tag.value & 7) !== LENGTH_DELIMITED || end > bytes.length) return undefined;
    const content = bytes.subarray(value.end, end);
    fields.push(delimited(schema, tag.value >>> 3, content, front));
    at = end;
  }
  return fields;
}

function delimited(schema: DescMessage, number: number, content: Uint8Array, front: Uint8Array): Tree {
  const field = schema.fields.find((known) => known.number === number);
  const inner = field === undefined ? undefined : messageOf(field);
  const tree = branch(
    'varint',
    (inner === undefined ? undefined : fieldsOf(inner, content)) ?? content,
    front,
  );
  return field !== undefined && isText(field) ? { ...tree, kind: 'text' } : tree;
}

function isText(field: DescField): boolean {
  const isScalar =
    field.fieldKind === 'scalar' || (field.fieldKind === 'list' && field.listKind === 'scalar');
  return isScalar && field.scalar === ScalarType.STRING;
}

function messageOf(field: DescField): DescMessage | undefined {
  return field.fieldKind === 'message' || (field.fieldKind === 'list' && field.listKind === 'message')
    ? field.message
    : undefined;
}

function readVarint(bytes: Uint8Array, from: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[from + i];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: from + i + 1 };
  }
  return undefined;
}
