import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Layout } from './layout.ts';
import { shifted } from './layout.ts';
import { meterBody } from './meter-body.ts';
import type { ParsedModule, SectionRange } from './module.ts';
import { ExternKind, Section } from './module.ts';
import { Op } from './opcodes.ts';
import { ValueType } from './value-type.ts';

/** Names through which the host reaches what the instrumentation adds. */
export const FUEL_IMPORT = { module: 'cloudx3', name: 'refuel' } as const;
export const FUEL_GLOBAL = 'cloudx3_fuel';

const HEADER = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
const FUNCTION_TYPE = 0x60;
const MUTABLE = 1;
const WITH_MAXIMUM = 1;

type SectionWriter = (
  module: ParsedModule,
  layout: Layout,
  section: SectionRange | undefined,
) => ByteWriter | undefined;

const WRITERS: ReadonlyMap<number, SectionWriter> = new Map<number, SectionWriter>([
  [
    Section.type,
    (module, layout, section) =>
      appendTo(module, layout, section, (out) => out.raw(Uint8Array.of(FUNCTION_TYPE, 0, 0))),
  ],
  [
    Section.import,
    (module, layout, section) => appendTo(module, layout, section, (out) => writeRefuel(out, layout)),
  ],
  [Section.memory, writeMemory],
  [
    Section.global,
    (module, layout, section) =>
      appendTo(module, layout, section, (out) =>
        out.raw(Uint8Array.of(ValueType.i32, MUTABLE, Op.i32Const, 0, Op.end)),
      ),
  ],
  [Section.export, writeExports],
  [Section.start, writeStart],
  [Section.code, writeCode],
]);

/**
 * Rewrites a checked module so that it pays for what it executes: before every instruction that ends a basic block it
 * subtracts the block's cost from a global, and calls the host once that turns negative. The host then refuels or ends
 * the call; so no loop runs for ever, and the count is the one that wasmd's metering makes, on every machine. NaNs become canonical.
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
  writer.raw(HEADER);
  const byId = new Map(module.sections.map((section) => [section.id, section]));
  for (let id: number = Section.type; id <= Section.data; id++) {
    const content = (WRITERS.get(id) ?? copySection)(module, layout, byId.get(id));
    if (content === undefined) continue;
    writer.u8(id);
    writer.sized(content);
  }
  return writer.finish();
}

function copySection(
  module: ParsedModule,
  layout: Layout,
  section: SectionRange | undefined,
): ByteWriter | undefined {
  if (section === undefined) return undefined;
  const out = new ByteWriter(section.end - section.start);
  copyRange(out, module, layout, section.start, section.end);
  return out;
}

/** Copies bytes, with the functions that they refer to under their new indices. */
function copyRange(out: ByteWriter, module: ParsedModule, layout: Layout, start: number, end: number): void {
  let copiedTo = start;
  for (const reference of module.references) {
    if (reference.start < start || reference.end > end) continue;
    out.raw(module.bytes.subarray(copiedTo, reference.start));
    out.u32(shifted(layout, reference.index));
    copiedTo = reference.end;
  }
  out.raw(module.bytes.subarray(copiedTo, end));
}

/** Writes the section's vector with one more element at its end; indices before it stay what they were. */
function appendTo(
  module: ParsedModule,
  layout: Layout,
  section: SectionRange | undefined,
  write: (out: ByteWriter) => void,
): ByteWriter {
  const reader = section && new ByteReader(module.bytes, section.start, section.end);
  const out = new ByteWriter();
  out.u32((reader?.u32() ?? 0) + 1);
  if (reader) copyRange(out, module, layout, reader.offset, reader.end);
  write(out);
  return out;
}

function writeRefuel(out: ByteWriter, layout: Layout): void {
  out.name(FUEL_IMPORT.module);
  out.name(FUEL_IMPORT.name);
  out.u8(ExternKind.function);
  out.u32(layout.refuelType);
}

function writeMemory(module: ParsedModule, layout: Layout): ByteWriter {
  const out = new ByteWriter();
  out.u32(1);
  out.u8(WITH_MAXIMUM);
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

function writeStart(
  module: ParsedModule,
  layout: Layout,
  section: SectionRange | undefined,
): ByteWriter | undefined {
  if (section === undefined) return undefined;
  const out = new ByteWriter();
  out.u32(shifted(layout, new ByteReader(module.bytes, section.start, section.end).u32()));
  return out;
}

function writeCode(module: ParsedModule, layout: Layout): ByteWriter {
  const out = new ByteWriter(module.bytes.length * 2);
  out.u32(module.bodies.length);
  module.bodies.forEach((body, at) => {
    const params = module.types[module.functionTypes[at] ?? -1]?.params.length ?? 0;
    out.sized(meterBody(module, layout, body, params));
  });
  return out;
}
