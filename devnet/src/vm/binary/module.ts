import { ByteReader } from './byte-reader.ts';

/** Section ids of the WebAssembly binary format (core specification, 5.5.2). */
export const Section = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

export const ExternKind = { function: 0, table: 1, memory: 2, global: 3 } as const;

export interface SectionRange {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

export interface Limits {
  readonly initial: number;
  readonly maximum: number | undefined;
}

/** What a function takes and returns: bytes of {@link ValueType}. */
export interface FunctionType {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

export interface ImportEntry {
  readonly module: string;
  readonly name: string;
  readonly kind: number;
  /** Index of the function's type; undefined for what is no function. */
  readonly type: number | undefined;
}

export interface ExportEntry {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

export interface FunctionBody {
  /** First byte of the local declarations. */
  readonly start: number;
  /** First byte of the instructions. */
  readonly code: number;
  readonly end: number;
  readonly locals: number;
}

/** A function's index, where it stands outside of code: in a segment of a table or the initial value of a global. */
export interface FunctionReference {
  readonly start: number;
  readonly end: number;
  readonly index: number;
}

/** What the static checks and the instrumentation need to know of a module. Offsets point into `bytes`. */
export interface ParsedModule {
  readonly bytes: Uint8Array;
  readonly sections: readonly SectionRange[];
  readonly types: readonly FunctionType[];
  readonly imports: readonly ImportEntry[];
  readonly functionTypes: readonly number[];
  readonly tables: readonly Limits[];
  readonly memories: readonly Limits[];
  readonly globals: number;
  readonly exports: readonly ExportEntry[];
  readonly bodies: readonly FunctionBody[];
  readonly references: readonly FunctionReference[];
  readonly migrateVersion: bigint | undefined;
}

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Splits a module into sections. Throws WasmFormatError; the types are checked later by the engine itself. */
export function readSections(bytes: Uint8Array): SectionRange[] {
  const reader = new ByteReader(bytes);
  for (const byte of HEADER) if (reader.u8() !== byte) reader.fail('bad magic number or version');
  const sections: SectionRange[] = [];
  while (!reader.done) {
    const id = reader.u8();
    if (id > Section.tag) reader.fail(`malformed section id: ${id}`);
    const size = reader.u32();
    const start = reader.offset;
    reader.skip(size);
    sections.push({ id, start, end: reader.offset });
  }
  return sections;
}

export function readLimits(reader: ByteReader): Limits {
  const flags = reader.u8();
  if (flags > 1)
    reader.fail(flags & 2 ? 'threads must be enabled for shared memories' : 'invalid limits flags');
  const initial = reader.u32();
  return { initial, maximum: flags === 1 ? reader.u32() : undefined };
}
