import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EXPORTS,
  TYPES,
  buildModule,
  customSection,
  functionImport,
  leb,
  name,
  section,
} from '../../testing/module-builder.ts';
import type { ModuleParts } from '../../testing/module-builder.ts';
import { probeWasm } from '../../testing/test-chain.ts';
import { CodeCache } from '../code-cache.ts';
import { checkWasm } from './check-wasm.ts';
import { VmError } from '../vm-error.ts';

const compile = (wasm: Uint8Array) => new CodeCache({ capacity: 4 }).compile(wasm);

describe('a module that keeps the rules', () => {
  it.each<[string, ModuleParts]>([
    ['as small as can be', {}],
    [
      'with the capabilities of wasmd 0.61',
      { exports: [...EXPORTS, 'requires_iterator', 'requires_cosmwasm_2_2'] },
    ],
    ['with sign extension', { code: [0x41, 0, 0xc0, 0x1a] }],
    ['with saturating conversions', { code: [0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a] }],
    ['with floats', { code: [0x43, 0, 0, 0, 0, 0x1a] }],
    ['with 100 locals', { allocate: { locals: [1, 100, 0x7f], code: [0x20, 0] } }],
    ['with a bounded table', { tables: [[0x70, 1, 1, ...leb(2500)]] }],
    ['with a data count', { before: section(12, [0]) }],
  ])('%s is taken', (_what, parts) => {
    expect(() => compile(buildModule(parts))).not.toThrow();
  });

  it('is described by its exports', () => {
    const { report } = checkWasm(
      buildModule({ exports: [...EXPORTS, 'requires_iterator', 'requires_cosmwasm_1_1'] }),
    );
    expect(report).toMatchObject({
      capabilities: ['cosmwasm_1_1', 'iterator'],
      hasIbc: false,
      migrateVersion: undefined,
    });
    expect(checkWasm(probeWasm()).report.capabilities).toEqual(['iterator']);
  });
});

describe('a module is refused for', () => {
  it.each<[string, ModuleParts, RegExp]>([
    ['no memory', { memories: [], memoryExport: 'none' }, /must contain exactly one memory/],
    [
      'two memories',
      {
        memories: [
          [0, 1],
          [0, 1],
        ],
      },
      /multiple memories/,
    ],
    ['a memory with a maximum', { memories: [[1, 1, 2]] }, /maximum must be unset/],
    ['too large a memory', { memories: [[0, ...leb(513)]] }, /minimum must not exceed 512 pages/],
    ['a table without bound', { tables: [[0x70, 0, 1]] }, /must not have unbound table section/],
    ['too large a table', { tables: [[0x70, 1, 1, ...leb(2501)]] }, /too large max limit/],
    [
      'two tables',
      {
        tables: [
          [0x70, 1, 1, 1],
          [0x70, 1, 1, 1],
        ],
      },
      /more than 1 table section/,
    ],
    ['no interface version', { exports: EXPORTS.slice(0, 2) }, /missing a required marker export/],
    [
      'an old interface version',
      { exports: [...EXPORTS.slice(0, 2), 'interface_version_7'] },
      /unknown interface_version/,
    ],
    [
      'two interface versions',
      { exports: [...EXPORTS, 'interface_version_7'] },
      /more than one marker export/,
    ],
    ['no allocate', { exports: EXPORTS.slice(1) }, /doesn't have required export: "allocate"/],
    [
      'a foreign import',
      { imports: [functionImport('wasi', 'fd_write')] },
      /unsupported import: "wasi\.fd_write"/,
    ],
    [
      'an unknown host function',
      { imports: [functionImport('env', 'nope')] },
      /unsupported import: "env\.nope"/,
    ],
    [
      'an imported global',
      { imports: [[...name('env'), ...name('db_read'), 3, 0x7f, 0]] },
      /non-function import/,
    ],
    [
      '101 imports',
      { imports: Array.from({ length: 101 }, () => functionImport('env', 'abort')) },
      /Imports: 101\. Limit: 100/,
    ],
    [
      'capabilities of newer chains',
      { exports: [...EXPORTS, 'requires_cosmwasm_3_0'] },
      /unavailable capabilities: \{"cosmwasm_3_0"\}/,
    ],
    ['101 locals', { allocate: { locals: [1, 101, 0x7f], code: [0x20, 0] } }, /more than 100 locals: 101/],
    [
      '101 parameters',
      { types: [...TYPES, [0x60, 101, ...Array.from({ length: 101 }, () => 0x7f), 0]] },
      /more than 100 parameters/,
    ],
    ['two results', { types: [...TYPES, [0x60, 0, 2, 0x7f, 0x7f]] }, /more than 1 results/],
    [
      'memory.copy',
      { code: [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 10, 0, 0] },
      /bulk memory support is not enabled/,
    ],
    ['memory.fill', { code: [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0] }, /bulk memory support is not enabled/],
    ['SIMD', { code: [0xfd, 12, ...new Array<number>(16).fill(0), 0x1a] }, /SIMD support is not enabled/],
    ['threads', { code: [0xfe, 3, 0] }, /threads support is not enabled/],
    ['exceptions', { code: [0x06, 0x40, 0x0b] }, /exceptions support is not enabled/],
    ['tail calls', { code: [0x12, 2] }, /tail calls support is not enabled/],
    ['ref.null', { code: [0xd0, 0x70, 0x1a] }, /Reference type operation detected: RefNull/],
    [
      'table.size',
      { tables: [[0x70, 1, 1, 5]], code: [0xfc, 16, 0, 0x1a] },
      /Reference type operation detected: TableSize/,
    ],
    [
      'a typed select',
      { code: [0x41, 0, 0x41, 0, 0x41, 0, 0x1c, 1, 0x7f, 0x1a] },
      /Reference type operation detected: TypedSelect/,
    ],
    ['an unknown opcode', { code: [0xff] }, /illegal opcode: 0xff/],
    [
      'a passive segment of a table',
      { tables: [[0x70, 1, 1, 5]], elements: [[1, 0, 1, 0]] },
      /could not be deserialized. Deserialization error: "bulk memory must be enabled/,
    ],
    [
      'a passive segment of the memory',
      { data: [[1, 1, 7]] },
      /passive data segments require the bulk-memory/,
    ],
    [
      'a state version that is no number',
      { after: customSection('cw_migrate_version', 'one') },
      /Error during static Wasm validation: invalid digit found in string$/,
    ],
    ['a type error', { code: [0x42, 0, 0x41, 0, 0x6a, 0x1a] }, /could not be deserialized/],
  ])('%s', (_what, parts, reason) => {
    expect(() => compile(buildModule(parts))).toThrow(VmError);
    expect(() => compile(buildModule(parts))).toThrow(reason);
  });

  it.each([
    ['nothing', []],
    ['a wrong magic number', [0, 0x61, 0x73, 0x6e, 1, 0, 0, 0]],
    [
      'a section that is longer than the file',
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x0f],
    ],
    ['an endless number', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ])('%s', (_what, bytes) => {
    expect(() => compile(Uint8Array.from(bytes))).toThrow(VmError);
  });
});

describe('a loop that the metering would not see', () => {
  // The engine knows newer WebAssembly than the VM. Read with one number more or less, these bytes are a loop without end to
  // the one and harmless constants to the other; so what only the engine understands must be refused.
  it.each<[string, ModuleParts]>([
    [
      'behind the index of a second memory',
      { code: [0x41, 0, 0x28, 0x42, 0, 0x41, 0x03, 0x40, 0x0c, 0, 0x0b, 0x1a] },
    ],
    [
      'behind the type of a block that has two bytes',
      { code: [0x02, 0x63, 0x02, 0x03, 0x40, 0x0c, 0, 0x0b, 0x00, 0x0b, 0x1a] },
    ],
    [
      'behind the type of a local that has two bytes',
      { locals: [1, 1, 0x63, 0x02], code: [0x03, 0x40, 0x0c, 0, 0x0b] },
    ],
  ])('is refused %s', (_where, parts) => {
    const wasm = buildModule(parts);
    expect(WebAssembly.validate(wasm)).toBe(true);
    expect(() => compile(wasm)).toThrow(/could not be deserialized/);
  });
});

describe('mutated modules', () => {
  // Anything but a VmError would be a defect: it would reach the chain as a panic.
  const survives = (wasm: Uint8Array): void => {
    try {
      compile(wasm);
    } catch (error) {
      if (!(error instanceof VmError)) throw error;
    }
  };

  it('are taken or refused, nothing else', () => {
    const small = buildModule({
      imports: [functionImport('env', 'db_read')],
      tables: [[0x70, 1, 1, 5]],
      globals: [[0x7f, 1, 0x41, 7, 0x0b]],
      elements: [[0, 0x41, 0, 0x0b, 2, 0, 1]],
      data: [[0, 0x41, 0, 0x0b, 2, 1, 2]],
    });
    const edit = fc.tuple(fc.nat(small.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const mutated = Uint8Array.from(small);
        for (const [at, byte] of edits) mutated[at] = byte;
        survives(mutated);
      }),
      { numRuns: 5000 },
    );
  });

  it('so are pieces of them', () => {
    const small = buildModule();
    for (let length = 0; length < small.length; length++) survives(small.subarray(0, length));
  });
});
