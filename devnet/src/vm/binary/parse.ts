import { ByteReader } from './byte-reader.ts';
import { ReferenceReader } from './constant-expression.ts';
import { readMigrateVersion } from './migrate-version.ts';
import type {
  ExportEntry,
  FunctionBody,
  FunctionReference,
  FunctionType,
  ImportEntry,
  Limits,
  ParsedModule,
  SectionRange,
} from './module.ts';
import { ExternKind, Section, readLimits, readSections } from './module.ts';
import { checkData, readElements } from './segments.ts';
import { ValueType } from './value-type.ts';

const FUNCTION_TYPE = 0x60;
const REFERENCE_TYPES: readonly number[] = [ValueType.funcref, ValueType.externref];

/** A module while its sections are read. */
type Draft = { -readonly [Part in keyof ParsedModule]: ParsedModule[Part] };

type SectionReader = (reader: ByteReader, module: Draft, section: SectionRange) => void;

const READERS: ReadonlyMap<number, SectionReader> = new Map<number, SectionReader>([
  [
    Section.custom,
    (reader, module, section) => {
      module.migrateVersion = readMigrateVersion(reader.bytes, section) ?? module.migrateVersion;
    },
  ],
  [Section.type, (reader, module) => void (module.types = reader.vector(() => readType(reader)))],
  [Section.import, (reader, module) => void (module.imports = reader.vector(() => readImport(reader)))],
  [Section.function, (reader, module) => void (module.functionTypes = reader.vector(() => reader.u32()))],
  [Section.table, (reader, module) => void (module.tables = reader.vector(() => readTable(reader)))],
  [Section.memory, readMemories],
  [Section.global, readGlobals],
  [Section.export, (reader, module) => void (module.exports = reader.vector(() => readExport(reader)))],
  [Section.element, (reader, module) => refer(module, readElements(reader))],
  [Section.code, (reader, module) => void (module.bodies = reader.vector(() => readBody(reader)))],
  [Section.data, checkData],
  [Section.tag, (reader) => reader.fail('exceptions proposal not enabled')],
]);

/**
 * Reads the structure of a module, as strictly as the VM's parser: an engine that knows more of WebAssembly must not see another
 * program in these bytes than the metering did. Throws WasmFormatError with the offset where it stopped making sense, or
 * MigrateVersionError.
 */
export function parseModule(bytes: Uint8Array): ParsedModule {
  const sections = readSections(bytes);
  const module: Draft = {
    bytes,
    sections,
    types: [],
    imports: [],
    functionTypes: [],
    tables: [],
    memories: [],
    globals: 0,
    exports: [],
    bodies: [],
    references: [],
    migrateVersion: undefined,
  };
  for (const section of sections) {
    READERS.get(section.id)?.(new ByteReader(bytes, section.start, section.end), module, section);
  }
  return module;
}

function refer(module: Draft, references: readonly FunctionReference[]): void {
  module.references = [...module.references, ...references];
}

function readMemories(reader: ByteReader, module: Draft): void {
  module.memories = reader.vector(() => readLimits(reader));
  if (module.memories.length > 1) reader.fail('multiple memories');
}

function readGlobals(reader: ByteReader, module: Draft): void {
  const references = new ReferenceReader(reader);
  module.globals = reader.vector(() => {
    reader.valueType();
    if (reader.u8() > 1) reader.fail('malformed mutability');
    references.constantExpression();
  }).length;
  refer(module, references.found);
}

function readType(reader: ByteReader): FunctionType {
  if (reader.u8() !== FUNCTION_TYPE) reader.fail('invalid leading byte in type definition');
  const params = reader.vector(() => reader.valueType());
  return { params, results: reader.vector(() => reader.valueType()) };
}

function readImport(reader: ByteReader): ImportEntry {
  const [module, name, kind] = [reader.name(), reader.name(), reader.u8()];
  const type = kind === ExternKind.function ? reader.u32() : undefined;
  if (kind === ExternKind.table) readTable(reader);
  else if (kind === ExternKind.memory) readLimits(reader);
  else if (kind === ExternKind.global) reader.skip(2);
  else if (type === undefined) reader.fail('malformed import kind');
  return { module, name, kind, type };
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
    inner.valueType();
  });
  return { start, code: inner.offset, end, locals };
}
