import { ValueType } from '../vm/binary/value-type.ts';
import { assembleContract, call, localGet, number, textPointer } from './assembler.ts';

/** What a contract computes with floating point, and the bits that wasmd 0.61.14 writes for it (in hexadecimal). */
export interface FloatCase {
  readonly what: string;
  readonly code: readonly number[];
  readonly type: number;
  readonly bits: string;
}

const { f32, f64 } = ValueType;
const [DIV, NEG, ABS, ADD, SQRT, COPYSIGN, PROMOTE, DEMOTE] = [
  0xa3, 0x9a, 0x99, 0xa0, 0x9f, 0xa6, 0xbb, 0xb6,
];
const [DIV_32, NEG_32, ADD_32, COPYSIGN_32] = [0x95, 0x8c, 0x92, 0x98];
const [SELECT, DROP, TEE, SET, GET] = [0x1b, 0x1a, 0x22, 0x21, 0x20];
const [BITS_OF, NUMBER_OF] = [0xbd, 0xbf];

const double = (hex: string): number[] => [0x44, ...Buffer.from(hex, 'hex').reverse()];
const single = (hex: string): number[] => [0x43, ...Buffer.from(hex, 'hex').reverse()];
const ZERO = double('0000000000000000');
const ONE = double('3ff0000000000000');
const MINUS_ONE = double('bff0000000000000');
/** NaNs with something in them: a quiet one, a negative one, one that signals. */
const [QUIET, NEGATIVE, SIGNALLING] = ['7ff8000000001234', 'fff8000000001234', '7ff0000000001234'].map(
  double,
) as [number[], number[], number[]];
const [QUIET_32, SIGNALLING_32] = ['7fc01234', '7f801234'].map(single) as [number[], number[]];
const ZERO_BY_ZERO = [...ZERO, ...ZERO, DIV];
const ZERO_BY_ZERO_32 = [...single('00000000'), ...single('00000000'), DIV_32];
const CANONICAL = '7ff8000000000000';
const BLOCK_OF_F64 = [0x02, f64];
const END = 0x0b;
/** A local of the entry point, behind its three parameters. */
const LOCAL = 3;

const ROWS: readonly (readonly [string, readonly (number | readonly number[])[], string])[] = [
  ['0/0', [ZERO_BY_ZERO], CANONICAL],
  ['sqrt(-1)', [MINUS_ONE, SQRT], CANONICAL],
  ['NaN + 1', [QUIET, ONE, ADD], CANONICAL],
  ['a signalling NaN + 1', [SIGNALLING, ONE, ADD], CANONICAL],
  ['a NaN that is only written', [QUIET], '7ff8000000001234'],
  ['its negative', [QUIET, NEG], 'fff8000000001234'],
  ['the absolute value of a negative one', [NEGATIVE, ABS], '7ff8000000001234'],
  ...[0x9b, 0x9c, 0x9d, 0x9e].map(
    (opcode) => [`a rounded NaN (${opcode.toString(16)})`, [NEGATIVE, opcode], CANONICAL] as const,
  ),
  ['the least of NaN and 1', [NEGATIVE, ONE, 0xa4], CANONICAL],
  ['the greatest of 1 and NaN', [ONE, NEGATIVE, 0xa5], CANONICAL],
  ['-(0/0)', [ZERO_BY_ZERO, NEG], CANONICAL],
  ['-(-(0/0))', [ZERO_BY_ZERO, NEG, NEG], CANONICAL],
  ['-(0/0), by way of a local', [ZERO_BY_ZERO, SET, LOCAL, GET, LOCAL, NEG], 'fff8000000000000'],
  ['-(0/0), kept in a local', [ZERO_BY_ZERO, TEE, LOCAL, NEG], CANONICAL],
  ['-(0/0), by way of a block', [BLOCK_OF_F64, ZERO_BY_ZERO, END, NEG], 'fff8000000000000'],
  ['-(0/0), chosen', [ZERO_BY_ZERO, ONE, number(1), SELECT, NEG], 'fff8000000000000'],
  ['-(0/0), by way of its bits', [ZERO_BY_ZERO, BITS_OF, NUMBER_OF, NEG], 'fff8000000000000'],
  ['0/0 with the sign of -1', [ZERO_BY_ZERO, MINUS_ONE, COPYSIGN], 'fff8000000000000'],
  ['1 with the sign of 0/0', [ONE, ZERO_BY_ZERO, COPYSIGN], '3ff0000000000000'],
  ['a widened NaN', [QUIET_32, PROMOTE], '7ff8024680000000'],
  ['a widened 0/0', [ZERO_BY_ZERO_32, PROMOTE], CANONICAL],
  ['its negative', [ZERO_BY_ZERO_32, PROMOTE, NEG], CANONICAL],
  ['the negative of a widened NaN', [QUIET_32, PROMOTE, NEG], 'fff8024680000000'],
  ['0/0 beneath what is dropped', [ZERO_BY_ZERO, ONE, DROP], CANONICAL],
];

const ROWS_32: typeof ROWS = [
  ['0/0', [ZERO_BY_ZERO_32], '7fc00000'],
  ['-(0/0)', [ZERO_BY_ZERO_32, NEG_32], '7fc00000'],
  ['a signalling NaN + 1', [SIGNALLING_32, single('3f800000'), ADD_32], '7fc00000'],
  ['a NaN that is only written', [QUIET_32], '7fc01234'],
  ['0/0 with the sign of -1', [ZERO_BY_ZERO_32, single('bf800000'), COPYSIGN_32], 'ffc00000'],
  ['a narrowed NaN', [NEGATIVE, DEMOTE], 'ffc00000'],
  ['a narrowed 0/0', [ZERO_BY_ZERO, DEMOTE], '7fc00000'],
  ['the negative of a narrowed 0/0', [ZERO_BY_ZERO, DEMOTE, NEG_32], '7fc00000'],
];

export const FLOAT_CASES: readonly FloatCase[] = [ROWS, ROWS_32].flatMap((rows, at) =>
  rows.map(([what, code, bits]) => ({ what, code: code.flat(), type: at === 0 ? f64 : f32, bits })),
);

const TEXTS = ['answer', 'bits', '0'.repeat(8 * FLOAT_CASES.length)];
const BITS_FROM = 1024 + 'answer'.length + 'bits'.length;
const DB_WRITE = 0;

/** A contract that answers with the message it is sent, and whose execution writes all cases under the key `bits`, eight bytes each. */
export function floatsWasm(): Uint8Array {
  const stores = FLOAT_CASES.flatMap(({ code, type }, at) => {
    const offset = BITS_FROM + 8 * at;
    return [...number(0), ...code, type === f64 ? 0x39 : 0x38, 0, (offset & 0x7f) | 0x80, offset >> 7];
  });
  const keep = [...number(textPointer(1)), ...number(textPointer(2)), ...call(DB_WRITE)];
  const execute = [...stores, ...keep, ...localGet(2)];
  return assembleContract({
    imports: ['db_write'],
    texts: TEXTS,
    functions: [
      { name: 'instantiate', params: 3, result: true, code: localGet(2) },
      { name: 'execute', params: 3, result: true, floats: 1, code: execute },
      { name: 'query', params: 2, result: true, code: localGet(1) },
    ],
  });
}

/** The bits of each case, as the contract wrote them. */
export function readFloats(written: Uint8Array): string[] {
  const bytes = Buffer.from(written);
  return FLOAT_CASES.map(({ type }, at) =>
    type === f64
      ? bytes.readBigUInt64LE(8 * at).toString(16)
      : bytes
          .readUInt32LE(8 * at)
          .toString(16)
          .padStart(8, '0'),
  );
}
