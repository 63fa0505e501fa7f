import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { walkInstructions } from './instructions.ts';
import type { FunctionBody, ParsedModule, SectionRange } from './module.ts';
import { ExternKind, Section } from './module.ts';
import { ACCOUNTING, Op } from './opcodes.ts';

/** Names through which the host reaches what the instrumentation adds. */
export const FUEL_IMPORT = { module: 'cloudx3', name: 'refuel' } as const;
export const FUEL_GLOBAL = 'cloudx3_fuel';

/** VM gas of one instruction, and of an instruction that ends a basic block: the constants of wasmd's VM 3.0.x. */
const GAS_PER_INSTRUCTION = 115;
const GAS_PER_ACCOUNTING_INSTRUCTION = GAS_PER_INSTRUCTION * 14;
/** Locals from this count on cost one instruction each at every call (VM 3.0.9). */
const CHARGED_LOCALS_FROM = 29;

const EMPTY_BLOCK = 0x40;
const FUNCTION_TYPE = 0x60;
const I32 = 0x7f;
const LOCAL_LIMIT_FOR_FREE = CHARGED_LOCALS_FROM + 1;

interface Layout {
  readonly importedFunctions: number;
  readonly refuelType: number;
  readonly fuelGlobal: number;
  readonly maxPages: number;
}

/**
 * Rewrites a checked module so that it pays for what it executes: before every instruction that ends a basic block it
 * subtracts the block's cost from a global, and calls the host once that turns negative. The host then refuels or ends
 * the call; so no loop runs for ever, and the count is the one that wasmd's metering makes, on every machine.
 * Custom sections are dropped, memory gets its maximum.
 */
export function instrument(module: ParsedModule, maxPages: number): Uint8Array {
  const layout: Layout = {
    importedFunctions: module.imports.length,
    refuelType: module.types.length,
    fuelGlobal: module.globals,
    maxPages,
  };
  const writer = new ByteWriter(module.bytes.length * 2);
  writer.raw(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
  const byId = new Map(
    module.sections.filter((section) => section.id !== Section.custom).map((s) => [s.id, s]),
  );
  for (let id: number = Section.type; id <= Section.data; id++) {
    const content = writeSection(module, layout, id, byId.get(id));
    if (content === undefined) continue;
    writer.u8(id);
    writer.sized(content);
  }
  return writer.finish();
}

function writeSection(
  module: ParsedModule,
  layout: Layout,
  id: number,
  section: SectionRange | undefined,
): ByteWriter | undefined {
  switch (id) {
    case Section.type:
      return appendTo(module, section, (out) => out.raw(Uint8Array.of(FUNCTION_TYPE, 0, 0)));
    case Section.import:
      return appendTo(module, section, (out) => {
        out.name(FUEL_IMPORT.module);
        out.name(FUEL_IMPORT.name);
        out.u8(ExternKind.function);
        out.u32(layout.refuelType);
      });
    case Section.global:
      return appendTo(module, section, (out) => out.raw(Uint8Array.of(I32, 1, Op.i32Const, 0, Op.end)));
    case Section.memory:
      return writeMemory(module, layout);
    case Section.export:
      return writeExports(module, layout);
    case Section.start:
      return section && writeStart(module, layout, section);
    case Section.element:
      return section && writeElements(module, layout, section);
    case Section.code:
      return writeCode(module, layout);
    default:
      return section && copySection(module, section);
  }
}

function shifted(layout: Layout, index: number): number {
  return index >= layout.importedFunctions ? index + 1 : index;
}

function copySection(module: ParsedModule, section: SectionRange): ByteWriter {
  const out = new ByteWriter(section.end - section.start);
  out.raw(module.bytes.subarray(section.start, section.end));
  return out;
}

/** Writes the section's vector with one more element at its end; indices before it stay what they were. */
function appendTo(
  module: ParsedModule,
  section: SectionRange | undefined,
  write: (out: ByteWriter) => void,
): ByteWriter {
  const reader = section && new ByteReader(module.bytes, section.start, section.end);
  const out = new ByteWriter();
  out.u32((reader?.u32() ?? 0) + 1);
  if (reader) out.raw(reader.take(reader.end - reader.offset));
  write(out);
  return out;
}

function writeMemory(module: ParsedModule, layout: Layout): ByteWriter {
  const out = new ByteWriter();
  out.u32(1);
  out.u8(1);
  out.u32(module.memories[0]?.initial ?? 0);
  out.u32(layout.maxPages);
  return out;
}

function writeExports(module: ParsedModule, layout: Layout): ByteWriter {
  const out = new ByteWriter();
  out.u32(module.exports.length + 1);
  for (const entry of module.exports) {
    out.name(entry.name);
    out.u8(entry.kind);
    out.u32(entry.kind === ExternKind.function ? shifted(layout, entry.index) : entry.index);
  }
  out.name(FUEL_GLOBAL);
  out.u8(ExternKind.global);
  out.u32(layout.fuelGlobal);
  return out;
}

function writeStart(module: ParsedModule, layout: Layout, section: SectionRange): ByteWriter {
  const out = new ByteWriter();
  out.u32(shifted(layout, new ByteReader(module.bytes, section.start, section.end).u32()));
  return out;
}

/** Active segments of function indices: the only form left once bulk memory is refused. */
function writeElements(module: ParsedModule, layout: Layout, section: SectionRange): ByteWriter {
  const reader = new ByteReader(module.bytes, section.start, section.end);
  const out = new ByteWriter(section.end - section.start);
  const count = reader.u32();
  out.u32(count);
  for (let segment = 0; segment < count; segment++) {
    if (reader.u32() !== 0) reader.fail('bulk memory support is not enabled');
    out.u32(0);
    const start = reader.offset;
    skipConstantExpression(reader);
    out.raw(reader.bytes.subarray(start, reader.offset));
    const functions = reader.vector(() => reader.u32());
    out.u32(functions.length);
    for (const index of functions) out.u32(shifted(layout, index));
  }
  return out;
}

function skipConstantExpression(reader: ByteReader): void {
  const opcode = reader.u8();
  if (opcode === Op.i32Const) reader.skipSigned(32);
  else if (opcode === Op.globalGet) reader.u32();
  else reader.fail('constant expression required');
  if (reader.u8() !== Op.end) reader.fail('constant expression required');
}

function writeCode(module: ParsedModule, layout: Layout): ByteWriter {
  const out = new ByteWriter(module.bytes.length * 2);
  out.u32(module.bodies.length);
  for (const body of module.bodies) out.sized(writeBody(module, layout, body));
  return out;
}

function writeBody(module: ParsedModule, layout: Layout, body: FunctionBody): ByteWriter {
  const out = new ByteWriter((body.end - body.start) * 2);
  out.raw(module.bytes.subarray(body.start, body.code));
  const extraLocals = body.locals >= LOCAL_LIMIT_FOR_FREE ? body.locals - CHARGED_LOCALS_FROM : 0;
  let cost = extraLocals * GAS_PER_INSTRUCTION;
  let copiedTo = body.code;
  const flushTo = (offset: number): void => {
    out.raw(module.bytes.subarray(copiedTo, offset));
    copiedTo = offset;
  };
  const reader = new ByteReader(module.bytes, body.code, body.end);
  walkInstructions(reader, (opcode, start, end) => {
    if (!ACCOUNTING.has(opcode)) {
      cost += GAS_PER_INSTRUCTION;
      return;
    }
    flushTo(start);
    writeCharge(out, layout, cost + GAS_PER_ACCOUNTING_INSTRUCTION);
    cost = 0;
    if (opcode !== Op.call) return;
    out.u8(Op.call);
    out.u32(shifted(layout, new ByteReader(module.bytes, start + 1, end).u32()));
    copiedTo = end;
  });
  flushTo(body.end);
  return out;
}

/** fuel -= cost; if (fuel < 0) refuel(). Leaves the operand stack as it was. */
function writeCharge(out: ByteWriter, layout: Layout, cost: number): void {
  out.u8(Op.globalGet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.i32Const);
  out.s32(cost);
  out.u8(Op.i32Sub);
  out.u8(Op.globalSet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.globalGet);
  out.u32(layout.fuelGlobal);
  out.u8(Op.i32Const);
  out.s32(0);
  out.u8(Op.i32LtS);
  out.u8(Op.if);
  out.u8(EMPTY_BLOCK);
  out.u8(Op.call);
  out.u32(layout.importedFunctions);
  out.u8(Op.end);
}
