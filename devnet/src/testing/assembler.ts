import { ValueType } from '../vm/binary/value-type.ts';
import { HOST_SIGNATURES } from '../vm/capabilities.ts';
import { WASM_HEADER, body, functionImport, leb, name, section, vector } from './module-builder.ts';

/** A function over 32-bit integers, for contracts of a few hundred bytes. */
export interface GuestCode {
  readonly name: string;
  readonly params: number;
  readonly result: boolean;
  readonly locals?: number;
  /** Locals of 64 bits of floating point, behind the others. */
  readonly floats?: number;
  readonly code: readonly number[];
}

export interface ContractParts {
  /** Host functions; their indices come before those of `functions`. */
  readonly imports?: readonly string[];
  readonly functions: readonly GuestCode[];
  /** Texts that lie in the memory as regions; their pointers are 16, 32, 48 and so on, in this order. */
  readonly texts?: readonly string[];
}

const REGION_STEP = 16;
const TEXTS_FROM = 1024;
const HEAP_FROM = 65_536;
const [I32, I64] = [ValueType.i32, ValueType.i64];

export const textPointer = (index: number): number => REGION_STEP * (index + 1);
/** i32.const with a small number. */
export const number = (value: number): number[] => [0x41, ...signed(value)];
export const localGet = (index: number): number[] => [0x20, index];
export const call = (index: number): number[] => [0x10, ...leb(index)];

function signed(value: number): number[] {
  const bytes = leb(value);
  return (bytes.at(-1) ?? 0) & 0x40 ? [...bytes.slice(0, -1), (bytes.at(-1) ?? 0) | 0x80, 0] : bytes;
}

/** A bump allocator: a region and its bytes at the end of the heap, whose address is the global. */
const ALLOCATE: GuestCode = {
  name: 'allocate',
  params: 1,
  result: true,
  locals: 1,
  code: [
    ...[0x23, 0, 0x21, 1],
    ...[...localGet(1), ...localGet(1), ...number(12), 0x6a, 0x36, 2, 0],
    ...[...localGet(1), ...localGet(0), 0x36, 2, 4],
    ...[...localGet(1), ...number(0), 0x36, 2, 8],
    ...[...localGet(1), ...localGet(0), 0x6a, ...number(12), 0x6a, 0x24, 0],
    ...localGet(1),
  ],
};
const DEALLOCATE: GuestCode = { name: 'deallocate', params: 1, result: false, code: [] };
const INTERFACE: GuestCode = { name: 'interface_version_8', params: 0, result: false, code: [] };

/** A contract that passes all checks: memory of 32 pages, an allocator, and the given functions as exports. */
export function assembleContract({ imports = [], functions, texts = [] }: ContractParts): Uint8Array {
  const all = [ALLOCATE, DEALLOCATE, INTERFACE, ...functions];
  const types = [...imports.map(hostType), ...all.map(typeOf)];
  const own = imports.length;
  return Uint8Array.from([
    ...WASM_HEADER,
    ...section(1, vector(types)),
    ...section(2, vector(imports.map((field, at) => functionImport('env', field, at)))),
    ...section(3, vector(all.map((_, at) => leb(own + at)))),
    ...section(5, vector([[0, 32]])),
    ...section(6, vector([[I32, 1, ...number(HEAP_FROM), 0x0b]])),
    ...section(
      7,
      vector([
        ...all.map((each, at) => [...name(each.name), 0, ...leb(own + at)]),
        [...name('memory'), 2, 0],
      ]),
    ),
    ...section(
      10,
      vector(
        all.map(({ code, locals = 0, floats = 0 }) => body(code, [2, locals, I32, floats, ValueType.f64])),
      ),
    ),
    ...section(11, vector(segmentsOf(texts))),
  ]);
}

function typeOf({ params, result }: GuestCode): number[] {
  return [0x60, params, ...new Array<number>(params).fill(I32), ...(result ? [1, I32] : [0])];
}

function hostType(field: string): number[] {
  const host = HOST_SIGNATURES.get(field);
  if (host === undefined) throw new Error(`no host function ${field}`);
  const results = host.result === 'none' ? [0] : [1, host.result === 'i32' ? I32 : I64];
  return [0x60, host.params, ...new Array<number>(host.params).fill(I32), ...results];
}

function segmentsOf(texts: readonly string[]): number[][] {
  let free = TEXTS_FROM;
  return texts.flatMap((text, index) => {
    const bytes = Buffer.from(text);
    const region = Buffer.alloc(12);
    [free, bytes.length, bytes.length].forEach((word, at) => region.writeUInt32LE(word, 4 * at));
    const segments = [dataAt(textPointer(index), region), dataAt(free, bytes)];
    free += bytes.length;
    return segments;
  });
}

function dataAt(offset: number, bytes: Uint8Array): number[] {
  return [0, ...number(offset), 0x0b, ...leb(bytes.length), ...bytes];
}
