/** Opcodes that the walker must know by name (core specification, 5.4). */
export const Op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32LtS: 0x48,
  i32Sub: 0x6b,
  refNull: 0xd0,
  refFunc: 0xd2,
} as const;

/** The shape of what follows an opcode in the byte stream. */
export const Immediate = {
  none: 0,
  index: 1,
  twoIndices: 2,
  blockType: 3,
  branchTable: 4,
  s32: 5,
  s64: 6,
  four: 7,
  eight: 8,
  memory: 9,
  forbidden: 10,
} as const;

export type Immediate = (typeof Immediate)[keyof typeof Immediate];

function buildTable(): readonly Immediate[] {
  const table: Immediate[] = new Array<Immediate>(256).fill(Immediate.forbidden);
  const set = (from: number, to: number, shape: Immediate): void => void table.fill(shape, from, to + 1);
  set(0x00, 0x01, Immediate.none);
  set(0x02, 0x04, Immediate.blockType);
  set(0x05, 0x05, Immediate.none);
  set(0x0b, 0x0b, Immediate.none);
  set(0x0c, 0x0d, Immediate.index);
  set(0x0e, 0x0e, Immediate.branchTable);
  set(0x0f, 0x0f, Immediate.none);
  set(0x10, 0x10, Immediate.index);
  set(0x11, 0x11, Immediate.twoIndices);
  set(0x1a, 0x1b, Immediate.none);
  set(0x20, 0x24, Immediate.index);
  // Loads and stores: alignment and offset; memory.size and memory.grow: one reserved byte.
  set(0x28, 0x3e, Immediate.memory);
  set(0x3f, 0x40, Immediate.index);
  set(0x41, 0x41, Immediate.s32);
  set(0x42, 0x42, Immediate.s64);
  set(0x43, 0x43, Immediate.four);
  set(0x44, 0x44, Immediate.eight);
  // All numeric instructions of the MVP, then sign extension.
  set(0x45, 0xc4, Immediate.none);
  return table;
}

export const IMMEDIATES: readonly Immediate[] = buildTable();

/** Prefix of saturating conversions (0–7, allowed) and of bulk memory and table instructions (refused). */
export const MISC_PREFIX = 0xfc;
export const LAST_SATURATING = 7;
const LAST_BULK = 14;
const BULK_MEMORY = 'bulk memory support is not enabled';

/** Why the VM refuses an opcode, in the words of the parser that wasmd's VM uses. */
export function refusalOf(opcode: number, sub: number | undefined): string {
  if (opcode === MISC_PREFIX)
    return sub !== undefined && sub <= LAST_BULK
      ? BULK_MEMORY
      : `unknown 0xfc subopcode: 0x${(sub ?? 0).toString(16)}`;
  if (opcode === 0xfd) return 'SIMD support is not enabled';
  if (opcode === 0xfe) return 'threads support is not enabled';
  if ([0x06, 0x07, 0x09, 0x18, 0x19].includes(opcode)) return 'legacy exceptions support is not enabled';
  if ([0x08, 0x0a, 0x1f].includes(opcode)) return 'exceptions support is not enabled';
  if (opcode === 0x12 || opcode === 0x13) return 'tail calls support is not enabled';
  return `illegal opcode: 0x${opcode.toString(16)}`;
}

/** Instructions that parse but that the gatekeeper refuses after validation: typed select, table and ref instructions. */
export const REFERENCE_INSTRUCTIONS: ReadonlyMap<number, string> = new Map([
  [0x1c, 'TypedSelect'],
  [0x25, 'TableGet'],
  [0x26, 'TableSet'],
  [0xd0, 'RefNull'],
  [0xd1, 'RefIsNull'],
  [0xd2, 'RefFunc'],
]);

/** The same, behind the 0xfc prefix. */
export const TABLE_INSTRUCTIONS: ReadonlyMap<number, string> = new Map([
  [15, 'TableGrow'],
  [16, 'TableSize'],
  [17, 'TableFill'],
]);

/** Instructions before which the VM settles the cost of the basic block that they end. */
export const ACCOUNTING: ReadonlySet<number> = new Set<number>([
  Op.loop,
  Op.if,
  Op.else,
  Op.end,
  Op.br,
  Op.brIf,
  Op.brTable,
  Op.return,
  Op.call,
  Op.callIndirect,
]);
