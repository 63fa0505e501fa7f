/** Writes small modules by hand: what compilers would never make is what the checks have to see. */

export function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

export const vector = (items: readonly (readonly number[])[]): number[] => [
  ...leb(items.length),
  ...items.flat(),
];
export const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...leb(content.length),
  ...content,
];
export const name = (text: string): number[] => [...leb(Buffer.byteLength(text)), ...Buffer.from(text)];
export const functionImport = (module: string, field: string, type = 0): number[] => [
  ...name(module),
  ...name(field),
  0,
  type,
];
export const customSection = (title: string, content: string | Uint8Array): number[] =>
  section(0, [...name(title), ...Buffer.from(content)]);

export const WASM_HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** () → (), (i32) → i32, (i32) → (). */
export const TYPES = [
  [0x60, 0, 0],
  [0x60, 1, 0x7f, 1, 0x7f],
  [0x60, 1, 0x7f, 0],
];

export interface ModuleParts {
  readonly types?: readonly (readonly number[])[];
  readonly imports?: readonly (readonly number[])[];
  readonly tables?: readonly (readonly number[])[];
  readonly memories?: readonly (readonly number[])[];
  readonly globals?: readonly (readonly number[])[];
  readonly exports?: readonly string[];
  /** Further exports as they are written: name, kind and index. */
  readonly furtherExports?: readonly (readonly number[])[];
  /** Local declarations and instructions of `allocate`. */
  readonly allocate?: { readonly locals?: readonly number[]; readonly code: readonly number[] };
  /** What is exported as `memory`; contracts have to export their memory. */
  readonly memoryExport?: 'memory' | 'function' | 'none';
  /** Type and instructions of the third function, which all exports but the first two lead to. */
  readonly type?: number;
  readonly code?: readonly number[];
  /** Local declarations of the third function. */
  readonly locals?: readonly number[];
  readonly start?: number;
  readonly elements?: readonly (readonly number[])[];
  readonly data?: readonly (readonly number[])[];
  /** Goes in front of the code section. */
  readonly before?: readonly number[];
  /** Goes behind all sections. */
  readonly after?: readonly number[];
}

export const EXPORTS = ['allocate', 'deallocate', 'interface_version_8'];

export function body(code: readonly number[], locals: readonly number[] = [0]): number[] {
  const content = [...locals, ...code, 0x0b];
  return [...leb(content.length), ...content];
}

function memoryExport({ memoryExport = 'memory' }: ModuleParts): number[][] {
  if (memoryExport === 'none') return [];
  return [[...name('memory'), memoryExport === 'memory' ? 2 : 0, 0]];
}

const optional = (id: number, items: readonly (readonly number[])[] | undefined): number[] =>
  items === undefined || items.length === 0 ? [] : section(id, vector(items));

/** A module that passes all checks, with the given parts replaced. */
export function buildModule(parts: ModuleParts = {}): Uint8Array {
  const imports = parts.imports ?? [];
  const index = (export_: string): number =>
    imports.length + Math.min(2, ['allocate', 'deallocate'].indexOf(export_) >>> 0);
  const exports = (parts.exports ?? EXPORTS).map((export_) => [...name(export_), 0, ...leb(index(export_))]);
  const { allocate = { code: [0x20, 0] } } = parts;
  return Uint8Array.from([
    ...WASM_HEADER,
    ...section(1, vector(parts.types ?? TYPES)),
    ...optional(2, imports),
    ...section(3, vector([[1], [2], [parts.type ?? 0]])),
    ...optional(4, parts.tables),
    ...section(5, vector(parts.memories ?? [[0, 1]])),
    ...optional(6, parts.globals),
    ...section(7, vector([...exports, ...(parts.furtherExports ?? []), ...memoryExport(parts)])),
    ...(parts.start === undefined ? [] : section(8, leb(parts.start))),
    ...optional(9, parts.elements),
    ...(parts.before ?? []),
    ...section(
      10,
      vector([body(allocate.code, allocate.locals), body([]), body(parts.code ?? [], parts.locals)]),
    ),
    ...optional(11, parts.data),
    ...(parts.after ?? []),
  ]);
}
