import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  WASM_HEADER,
  buildModule,
  customSection,
  functionImport,
  leb,
  name,
  section,
  vector,
} from '../../testing/module-builder.ts';
import type { ModuleParts } from '../../testing/module-builder.ts';
import { WasmFormatError } from './byte-reader.ts';
import { MigrateVersionError } from './migrate-version.ts';
import { parseModule } from './parse.ts';

const parse = (parts: ModuleParts) => parseModule(buildModule(parts));
const sections = (...parts: number[][]) => parseModule(Uint8Array.from([...WASM_HEADER, ...parts.flat()]));

/** (table 5) of functions, and the constant 0 as the place of a segment. */
const TABLE: ModuleParts = { tables: [[0x70, 1, 5, 5]] };
const AT_ZERO = [0x41, 0, 0x0b];

describe('a module', () => {
  it('is read part by part', () => {
    const module = parse({
      ...TABLE,
      types: [
        [0x60, 2, 0x7e, 0x7f, 1, 0x7c],
        [0x60, 1, 0x7f, 1, 0x7f],
        [0x60, 1, 0x7f, 0],
      ],
      imports: [functionImport('env', 'db_read', 1)],
      memories: [[0, 17]],
      globals: [
        [0x7f, 1, 0x41, 7, 0x0b],
        [0x7e, 0, 0x42, 7, 0x0b],
      ],
      allocate: { locals: [2, 3, 0x7f, 1, 0x7e], code: [0x20, 0] },
    });
    expect(module.types[0]).toEqual({ params: [0x7e, 0x7f], results: [0x7c] });
    expect(module.imports).toEqual([{ module: 'env', name: 'db_read', kind: 0, type: 1 }]);
    expect(module.functionTypes).toEqual([1, 2, 0]);
    expect(module.tables).toEqual([{ initial: 5, maximum: 5 }]);
    expect(module.memories).toEqual([{ initial: 17, maximum: undefined }]);
    expect(module.globals).toBe(2);
    expect(module.exports[0]).toEqual({ name: 'allocate', kind: 0, index: 1 });
    expect(module.bodies.map(({ locals, end, code }) => [locals, end - code])).toEqual([
      [4, 3],
      [0, 1],
      [0, 1],
    ]);
  });

  it('may have sections of any size, custom ones anywhere', () => {
    const custom = customSection('producers', 'x'.repeat(300));
    const { sections: found } = parse({ before: custom, after: [...custom, ...custom] });
    expect(found.filter(({ id }) => id === 0).map(({ start, end }) => end - start)).toEqual([310, 310, 310]);
  });

  it.each<[string, number[][], RegExp]>([
    ['a section that ends behind the module', [[1, 9, 0]], /end-of-file/],
    ['a section without a length', [[1]], /end-of-file/],
    ['an unknown section', [[14, 0]], /malformed section id: 14/],
    ['tags', [section(13, [0])], /exceptions proposal/],
    ['a type that is no function', [section(1, [1, 0x5f, 0])], /invalid leading byte/],
    ['a type group', [section(1, [1, 0x4e, 1, 0x60, 0, 0])], /invalid leading byte/],
    ['a parameter of two bytes', [section(1, [1, 0x60, 1, 0x63, 0x70, 0])], /invalid value type/],
    ['a shared memory', [section(5, [1, 3, 1, 2])], /threads must be enabled/],
    ['a 64-bit memory', [section(5, [1, 4, 1])], /invalid limits flags/],
    ['a table of numbers', [section(4, [1, 0x7f, 0, 1])], /malformed reference type/],
    [
      'a table with an initial value',
      [section(4, [1, 0x40, 0, 0x70, 0, 1, 0xd0, 0x70, 0x0b])],
      /malformed reference type/,
    ],
    [
      'an import of a fifth kind',
      [section(2, [1, ...name('a'), ...name('b'), 4, 0])],
      /malformed import kind/,
    ],
    ['an export of a fifth kind', [section(7, [1, ...name('a'), 4, 0])], /malformed export kind/],
    ['a global of two bytes', [section(6, [1, 0x64, 0x70, 0, 0xd2, 0, 0x0b])], /invalid value type/],
    [
      'a global that is neither constant nor mutable',
      [section(6, [1, 0x7f, 2, ...AT_ZERO])],
      /malformed mutability/,
    ],
    [
      'a global that is computed',
      [section(6, [1, 0x7f, 0, 0x41, 1, 0x41, 1, 0x6a, 0x0b])],
      /constant expression/,
    ],
    ['a local of two bytes', [section(10, [1, 5, 1, 1, 0x63, 0x70, 0x0b])], /invalid value type/],
    ['a body that ends behind its section', [section(10, [1, 50, 0, 0x0b])], /end-of-file/],
    ['locals beyond their body', [section(10, [1, 1, 3])], /end-of-file/],
  ])('is refused for %s', (_what, content, reason) => {
    expect(() => sections(...content)).toThrow(WasmFormatError);
    expect(() => sections(...content)).toThrow(reason);
  });

  it('imports of all kinds are passed over, so that the check can name them', () => {
    const of = (kind: number[]): number[] => [...name('m'), ...name('f'), ...kind];
    const module = parse({
      imports: [of([1, 0x70, 0, 1]), of([2, 1, 1, 2]), of([3, 0x7f, 0]), functionImport('env', 'debug')],
    });
    expect(module.imports.map(({ kind, type }) => [kind, type])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [0, 0],
    ]);
  });
});

describe('segments of a table', () => {
  const references = (...elements: number[][]): number[] =>
    parse({ ...TABLE, elements }).references.map(({ index }) => index);

  it('name functions by index, whichever active form they have', () => {
    expect(references([0, ...AT_ZERO, 2, 0, 1])).toEqual([0, 1]);
    expect(references([2, 0, ...AT_ZERO, 0, 1, 2])).toEqual([2]);
    expect(references([4, ...AT_ZERO, 2, 0xd2, 1, 0x0b, 0xd0, 0x70, 0x0b])).toEqual([1]);
    expect(references([6, 0, ...AT_ZERO, 0x70, 1, 0xd2, 2, 0x0b])).toEqual([2]);
    expect(references([0, ...AT_ZERO, 1, 0], [0, 0x23, 0, 0x0b, 1, 2])).toEqual([0, 2]);
  });

  it('stand where they were found', () => {
    const wasm = buildModule({ ...TABLE, elements: [[0, ...AT_ZERO, 1, 0x82, 0x00]] });
    const [reference] = parseModule(wasm).references;
    expect([...wasm.subarray(reference?.start, reference?.end)]).toEqual([0x82, 0x00]);
  });

  it.each<[string, number[], RegExp]>([
    ['passive ones', [1, 0, 1, 0], /bulk memory must be enabled/],
    ['declared ones', [3, 0, 1, 0], /bulk memory must be enabled/],
    ['passive ones of expressions', [5, 0x70, 1, 0xd2, 0, 0x0b], /bulk memory must be enabled/],
    ['unknown flags', [8, ...AT_ZERO, 0], /invalid flags byte/],
    ['a place that is computed', [0, 0x41, 0, 0x41, 0, 0x6a, 0x0b, 0], /constant expression/],
    ['more functions than there are bytes', [0, ...AT_ZERO, ...leb(1_000_000), 0], /end-of-file/],
  ])('may not be %s', (_what, element, reason) => {
    expect(() => parse({ ...TABLE, elements: [element] })).toThrow(reason);
  });
});

describe('segments of the memory', () => {
  it.each<[string, number[]]>([
    ['active', [0, ...AT_ZERO, 3, 1, 2, 3]],
    ['active in the memory with index 0', [2, 0, ...AT_ZERO, 0]],
  ])('may be %s', (_what, data) => {
    expect(() => parse({ data: [data] })).not.toThrow();
  });

  it.each<[string, number[], RegExp]>([
    ['passive', [1, 3, 1, 2, 3], /bulk-memory proposal/],
    ['of unknown flags', [3, ...AT_ZERO, 0], /invalid flags byte/],
    ['longer than the module', [0, ...AT_ZERO, 99, 1], /end-of-file/],
  ])('may not be %s', (_what, data, reason) => {
    expect(() => parse({ data: [data] })).toThrow(reason);
  });
});

describe('the declared version of a state', () => {
  const versionOf = (...texts: (string | Uint8Array)[]) =>
    parse({ after: texts.flatMap((text) => customSection('cw_migrate_version', text)) }).migrateVersion;

  it('is a number of 64 bits, as Rust reads it', () => {
    expect(versionOf('42')).toBe(42n);
    expect(versionOf('+007')).toBe(7n);
    expect(versionOf('18446744073709551615')).toBe(18446744073709551615n);
    expect(versionOf()).toBeUndefined();
    expect(parse({ after: customSection('another', '42') }).migrateVersion).toBeUndefined();
  });

  it('is the last one where there are several', () => {
    expect(versionOf('1', '2')).toBe(2n);
  });

  it.each([
    ['', /empty string/],
    ['four', /invalid digit/],
    ['-1', /invalid digit/],
    [' 1', /invalid digit/],
    ['1.0', /invalid digit/],
    ['18446744073709551616', /number too large/],
    [Uint8Array.of(0xff), /utf-8/],
  ])('is refused as %j', (text, reason) => {
    expect(() => versionOf(text)).toThrow(MigrateVersionError);
    expect(() => versionOf(text)).toThrow(reason);
  });
});

describe('hostile bytes', () => {
  const survives = (bytes: Uint8Array): void => {
    try {
      parseModule(bytes);
    } catch (error) {
      expect(error instanceof WasmFormatError || error instanceof MigrateVersionError).toBe(true);
    }
  };

  it('in any section end in a refusal or a module, quickly and without another error', () => {
    const content = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(14), content), { maxLength: 6 }), (parts) => {
        const bytes = parts.flatMap(([id, inner]) => section(id, [...inner]));
        survives(Uint8Array.from([...WASM_HEADER, ...bytes]));
      }),
      { numRuns: 3000 },
    );
  });

  it('that claim huge vectors take no memory for them', () => {
    for (const id of [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]) {
      const huge = section(id, leb(0xffff_ffff));
      expect(() => sections(huge), `section ${id}`).toThrow(/end-of-file/);
    }
    expect(() => sections(section(1, vector([[0x60, ...leb(0x7fff_ffff), 0]])))).toThrow(/end-of-file/);
  });
});
