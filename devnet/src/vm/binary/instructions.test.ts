import { describe, expect, it } from 'vitest';
import { ByteReader, WasmFormatError } from './byte-reader.ts';
import { ForbiddenInstructionError, walkInstructions } from './instructions.ts';
import { ACCOUNTING } from './opcodes.ts';

const END = 0x0b;

/** Opcodes in the order in which they were met, with their lengths. */
function walk(...bytes: number[]): [opcode: number, length: number][] {
  const met: [number, number][] = [];
  walkInstructions(new ByteReader(Uint8Array.from(bytes)), (opcode, start, end) =>
    met.push([opcode, end - start]),
  );
  return met;
}

describe('walking', () => {
  it.each<[string, number[]]>([
    ['unreachable', [0x00]],
    ['block', [0x02, 0x40]],
    ['loop with a value', [0x03, 0x7f]],
    ['if with a type index', [0x04, 0x80, 0x01]],
    ['br', [0x0c, 0x80, 0x01]],
    ['br_table of two and a default', [0x0e, 2, 0, 1, 0]],
    ['call', [0x10, 0xff, 0x01]],
    ['call_indirect', [0x11, 3, 0]],
    ['local.get', [0x20, 0x81, 0x01]],
    ['i32.load8_u', [0x2d, 0, 0xff, 0xff, 0x03]],
    ['i64.store', [0x37, 3, 8]],
    ['memory.grow', [0x40, 0]],
    ['i32.const -1', [0x41, 0x7f]],
    ['i64.const of ten bytes', [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
    ['f32.const', [0x43, 1, 2, 3, 4]],
    ['f64.const', [0x44, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['i32.add', [0x6a]],
    ['i64.extend32_s', [0xc4]],
    ['i32.trunc_sat_f32_s', [0xfc, 0]],
    ['i64.trunc_sat_f64_u, its number written long', [0xfc, 0x87, 0x00]],
  ])('%s takes its immediates and no more', (_what, bytes) => {
    expect(walk(...bytes, END)).toEqual([
      [bytes[0], bytes.length],
      [END, 1],
    ]);
  });

  it('stops at an instruction whose immediates are cut off', () => {
    for (const bytes of [[0x41], [0x43, 1, 2], [0x11, 3], [0x0e, 9, 0], [0x28, 0], [0xfc], [0x02]]) {
      expect(() => walk(...bytes)).toThrow(WasmFormatError);
    }
  });

  it.each<[string, number[], RegExp]>([
    ['memory.init', [0xfc, 8, 0, 0], /bulk memory/],
    ['elem.drop', [0xfc, 13, 0], /bulk memory/],
    ['a vector instruction', [0xfd, 0], /SIMD/],
    ['an atomic instruction', [0xfe, 0], /threads/],
    ['try', [0x06, 0x40], /legacy exceptions/],
    ['throw', [0x08, 0], /exceptions/],
    ['try_table', [0x1f, 0x40, 0], /exceptions/],
    ['return_call', [0x12, 0], /tail calls/],
    ['call_ref', [0x14, 0], /illegal opcode: 0x14/],
    ['a made-up number behind 0xfc', [0xfc, 99], /unknown 0xfc subopcode: 0x63/],
    ['an unused opcode', [0xc5], /illegal opcode: 0xc5/],
  ])('%s is of a proposal that is not enabled', (_what, bytes, reason) => {
    expect(() => walk(0x01, ...bytes)).toThrow(WasmFormatError);
    expect(() => walk(0x01, ...bytes)).toThrow(reason);
    expect(() => walk(0x01, ...bytes)).toThrow('at offset 0x1');
  });

  it.each([
    ['TypedSelect', [0x1c, 1, 0x7f]],
    ['TableGet', [0x25, 0]],
    ['RefFunc', [0xd2, 0]],
    ['TableGrow', [0xfc, 15, 0]],
    ['TableFill', [0xfc, 17, 0]],
  ])('%s is well-formed, but not let through', (name, bytes) => {
    expect(() => walk(...bytes)).toThrow(ForbiddenInstructionError);
    expect(() => walk(...bytes)).toThrow(name);
  });
});

describe('blocks end', () => {
  it('at the instructions that wasmd’s metering counts at, and at no others', () => {
    // loop, if, else, end, br, br_if, br_table, return, call, call_indirect
    expect([...ACCOUNTING].sort((a, b) => a - b)).toEqual([3, 4, 5, 11, 12, 13, 14, 15, 16, 17]);
  });
});
