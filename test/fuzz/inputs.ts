import fc from 'fast-check';

/** One change to a byte string; positions are taken modulo its length. */
type Edit =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly count: number };

const at = fc.nat(65_535);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    at,
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 127, 128, 255)),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), at, count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at, count: fc.integer({ min: 1, max: 64 }) }),
);

/** Genuine messages with a few changes, mostly; and now and then bytes that are nothing. */
export function inputsFrom(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const noise = fc.uint8Array({ maxLength: 300 });
  if (seeds.length === 0) return noise;
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce(apply, seed));
  return fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: noise });
}

function apply(bytes: Uint8Array, change: Edit): Uint8Array {
  const position = bytes.length === 0 ? 0 : change.at % bytes.length;
  switch (change.kind) {
    case 'set':
      return bytes.length === 0 ? bytes : bytes.with(position, change.byte);
    case 'insert':
      return Buffer.concat([bytes.subarray(0, position), change.bytes, bytes.subarray(position)]);
    case 'remove':
      return Buffer.concat([bytes.subarray(0, position), bytes.subarray(position + change.count)]);
    case 'repeat': {
      const part = bytes.subarray(position, position + change.count);
      return Buffer.concat([bytes.subarray(0, position), part, part, bytes.subarray(position)]);
    }
  }
}
