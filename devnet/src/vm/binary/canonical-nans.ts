import { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { FunctionBody } from './module.ts';
import { Op } from './opcodes.ts';
import { ValueType } from './value-type.ts';

type FloatType = typeof ValueType.f32 | typeof ValueType.f64;

/** Ranges of instructions that compute a number: the bits of a NaN that comes out differ from processor to processor. */
const COMPUTING: readonly (readonly [from: number, to: number, type: FloatType])[] = [
  [0x8d, 0x97, ValueType.f32],
  [0x9b, 0xa5, ValueType.f64],
];
/** Instructions that change sign or width of what they are given: abs, neg, demote, promote. */
const PASSING: ReadonlyMap<number, FloatType> = new Map<number, FloatType>([
  [0x8b, ValueType.f32],
  [0x8c, ValueType.f32],
  [0x99, ValueType.f64],
  [0x9a, ValueType.f64],
  [0xb6, ValueType.f32],
  [0xbb, ValueType.f64],
]);

const COMPARE = { [ValueType.f32]: 0x5b, [ValueType.f64]: 0x61 } as const;
/** The NaN that wasmd's VM puts in the place of all others: quiet, positive, and nothing in it. */
const CANONICAL = {
  [ValueType.f32]: [0x43, 0, 0, 0xc0, 0x7f],
  [ValueType.f64]: [0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
} as const;
const SELECT = 0x1b;

/**
 * Follows the instructions of a function and says, of each, whether a NaN that it leaves on the stack becomes the canonical one, and of
 * which type. wasmd's VM does so where a NaN is used; a sign that is changed right after the computation is lost with that. Numbers that
 * were only loaded, moved or written down keep their bits.
 */
export function nanWatcher(): (opcode: number) => FloatType | undefined {
  let computed = false;
  return (opcode) => {
    const computing = COMPUTING.find(([from, to]) => opcode >= from && opcode <= to);
    if (computing !== undefined) computed = true;
    else if (!PASSING.has(opcode) && opcode !== Op.localTee) computed = false;
    return computing?.[2] ?? (computed ? PASSING.get(opcode) : undefined);
  };
}

/** Writes the local declarations of a function with two more at their end: a place for a number of each type. */
export function declareScratch(out: ByteWriter, bytes: Uint8Array, body: FunctionBody): void {
  const reader = new ByteReader(bytes, body.start, body.code);
  out.u32(reader.u32() + 2);
  out.raw(bytes.subarray(reader.offset, body.code));
  for (const type of [ValueType.f32, ValueType.f64]) {
    out.u32(1);
    out.u8(type);
  }
}

/** x = x ? x : NaN, on the number on top of the stack. `scratch` is the first of the two locals. */
export function writeCanonicalNan(out: ByteWriter, type: FloatType, scratch: number): void {
  const local = scratch + (type === ValueType.f32 ? 0 : 1);
  const write = (opcode: number): void => {
    out.u8(opcode);
    out.u32(local);
  };
  write(Op.localTee);
  out.raw(Uint8Array.from(CANONICAL[type]));
  write(Op.localGet);
  write(Op.localGet);
  out.u8(COMPARE[type]);
  out.u8(SELECT);
}
