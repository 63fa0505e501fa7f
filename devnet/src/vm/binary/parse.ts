import { ByteReader } from './byte-reader.ts';
import type { ExportEntry, FunctionBody, ImportEntry, Limits, ParsedModule } from './module.ts';
import { ExternKind, Section, readLimits, readMigrateVersion, readSections } from './module.ts';

const FUNCTION_TYPE = 0x60;
const REFERENCE_TYPES = [0x70, 0x6f];

/** Reads the structure of a module. Throws WasmFormatError with the offset where it stopped making sense. */
export function parseModule(bytes: Uint8Array): ParsedModule {
  const sections = readSections(bytes);
  const module = {
    bytes,
    sections,
    types: [] as { params: number; results: number }[],
    imports: [] as ImportEntry[],
    functionTypes: [] as number[],
    tables: [] as Limits[],
    memories: [] as Limits[],
    globals: 0,
    exports: [] as ExportEntry[],
    bodies: [] as FunctionBody[],
    migrateVersion: undefined as string | undefined,
  };
  for (const section of sections) {
    const reader = new ByteReader(bytes, section.start, section.end);
    switch (section.id) {
      case Section.custom:
        module.migrateVersion ??= readMigrateVersion(bytes, section);
        break;
      case Section.type:
        module.types = reader.vector(() => readType(reader));
        break;
      case Section.import:
        module.imports = reader.vector(() => readImport(reader));
        break;
      case Section.function:
        module.functionTypes = reader.vector(() => reader.u32());
        break;
      case Section.table:
        module.tables = reader.vector(() => readTable(reader));
        break;
      case Section.memory:
        module.memories = reader.vector(() => readLimits(reader));
        if (module.memories.length > 1) reader.fail('multiple memories');
        break;
      case Section.global:
        module.globals = reader.u32();
        break;
      case Section.export:
        module.exports = reader.vector(() => readExport(reader));
        break;
      case Section.code:
        module.bodies = reader.vector(() => readBody(reader));
        break;
      case Section.tag:
        reader.fail('exceptions proposal not enabled');
    }
  }
  return module;
}

function readType(reader: ByteReader): { params: number; results: number } {
  if (reader.u8() !== FUNCTION_TYPE) reader.fail('invalid leading byte in type definition');
  const params = reader.vector(() => reader.u8()).length;
  return { params, results: reader.vector(() => reader.u8()).length };
}

function readImport(reader: ByteReader): ImportEntry {
  const module = reader.name();
  const name = reader.name();
  const kind = reader.u8();
  if (kind === ExternKind.function) reader.u32();
  else if (kind === ExternKind.table) readTable(reader);
  else if (kind === ExternKind.memory) readLimits(reader);
  else if (kind === ExternKind.global) reader.skip(2);
  else reader.fail('malformed import kind');
  return { module, name, kind };
}

function readTable(reader: ByteReader): Limits {
  if (!REFERENCE_TYPES.includes(reader.u8())) reader.fail('malformed reference type');
  return readLimits(reader);
}

function readExport(reader: ByteReader): ExportEntry {
  const name = reader.name();
  const kind = reader.u8();
  if (kind > ExternKind.global) reader.fail('malformed export kind');
  return { name, kind, index: reader.u32() };
}

function readBody(reader: ByteReader): FunctionBody {
  const size = reader.u32();
  const start = reader.offset;
  reader.skip(size);
  const end = reader.offset;
  const inner = new ByteReader(reader.bytes, start, end);
  let locals = 0;
  inner.vector(() => {
    locals += inner.u32();
    inner.u8();
  });
  return { start, code: inner.offset, end, locals };
}
