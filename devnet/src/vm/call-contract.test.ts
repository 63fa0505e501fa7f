import { describe, expect, it } from 'vitest';
import { GasMeter } from '../state/gas-meter.ts';
import { GasStore } from '../state/gas-store.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import { assembleContract, call, localGet, number, textPointer } from '../testing/assembler.ts';
import type { ContractParts, GuestCode } from '../testing/assembler.ts';
import { EMPTY } from '../testing/guest.ts';
import { EXPORTS, TYPES, buildModule, functionImport, name } from '../testing/module-builder.ts';
import type { ModuleParts } from '../testing/module-builder.ts';
import type { ContractCall } from './call-contract.ts';
import { callContract } from './call-contract.ts';
import { CodeCache } from './code-cache.ts';
import { HOST_SIGNATURES } from './capabilities.ts';

const I32 = 0x7f;
const I64 = 0x7e;
/** A segment with the region of two empty bytes at 1024. */
const REGION_AT_16 = [0, 0x41, 16, 0x0b, 12, ...[0, 4, 0, 0], ...[2, 0, 0, 0], ...[0, 0, 0, 0]];

function run(wasm: Uint8Array, overrides: Partial<ContractCall> = {}): ReturnType<typeof callContract> {
  const gas = new GasMeter(1e9);
  return callContract({
    code: new CodeCache({ capacity: 1 }).compile(wasm),
    entryPoint: 'query',
    args: [Buffer.from('{}'), Buffer.from('message')],
    gasLimit: 1e13,
    deadline: Number.POSITIVE_INFINITY,
    now: () => 0,
    host: {
      storage: new GasStore(new CacheLayer(EMPTY), 'x', gas),
      readOnly: false,
      addresses: { canonicalize: () => ({ error: 'none' }), humanize: () => ({ error: 'none' }) },
      gas,
      query: () => Buffer.from('{}'),
      debug: () => undefined,
    },
    ...overrides,
  });
}

const entry = (code: number[], parts: Partial<GuestCode> = {}): GuestCode => ({
  name: 'query',
  params: 2,
  result: true,
  code,
  ...parts,
});
const contract = (code: number[], parts: Partial<ContractParts> = {}): Uint8Array =>
  assembleContract({ functions: [entry(code)], ...parts });
const reason = (wasm: Uint8Array, overrides: Partial<ContractCall> = {}): string => {
  const result = run(wasm, overrides);
  return result.kind === 'failure' ? result.error.message : result.kind;
};

describe('a call', () => {
  it('hands arguments over and takes the answer', () => {
    const result = run(contract(localGet(1)));
    expect(result.kind === 'answer' && Buffer.from(result.data).toString()).toBe('message');
  });

  it('starts from fresh memory each time', () => {
    // Counts up a word in memory and answers with a text as long as the count.
    const at = number(4096);
    const code = [...at, ...at, 0x28, 2, 0, ...number(1), 0x6a, 0x36, 2, 0];
    const answer = [...number(textPointer(0)), ...at, 0x28, 2, 0, 0x36, 2, 8, ...number(textPointer(0))];
    const wasm = contract([...code, ...answer], { texts: ['xxx'] });
    const compiled = new CodeCache({ capacity: 1 }).compile(wasm);
    for (let times = 0; times < 3; times++) {
      const result = run(wasm, { code: compiled });
      expect(result.kind === 'answer' && Buffer.from(result.data).toString()).toBe('x');
    }
  });

  it('pays for the answer by the byte, and fails where that is not there', () => {
    const wasm = contract(number(textPointer(0)), { texts: ['x'.repeat(1000)] });
    const { gasUsed } = run(wasm);
    expect(gasUsed).toBeGreaterThan(1000 * 140_000);
    expect(run(wasm, { gasLimit: gasUsed }).kind).toBe('answer');
    expect(run(wasm, { gasLimit: gasUsed - 1 })).toMatchObject({ kind: 'outOfGas' });
  });
});

describe('traps', () => {
  it.each<[string, number[], string]>([
    ['unreachable', [0x00], 'unreachable'],
    ['a load beyond the memory', [...number(0x7fff_fff0 >> 1), 0x28, 2, 0], 'out of bounds memory access'],
    ['a division by zero', [...number(1), ...number(0), 0x6d], 'integer divide by zero'],
    ['a remainder by zero', [...number(1), ...number(0), 0x70], 'integer divide by zero'],
    ['an overflow', [0x41, 0x80, 0x80, 0x80, 0x80, 0x78, 0x41, 0x7f, 0x6d], 'integer overflow'],
    ['a number that does not fit', [0x43, 0, 0, 0xc0, 0x7f, 0xa8], 'invalid conversion to integer'],
  ])('%s is reported as wasmd reports it', (_what, code, words) => {
    expect(reason(contract(code))).toBe(
      `Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: ${words}`,
    );
  });

  it.each<[string, number, string]>([
    ['beyond the table', 5, 'undefined element: out of bounds table access'],
    ['of an empty slot', 1, 'indirect call type mismatch'],
    ['of another type', 0, 'indirect call type mismatch'],
  ])('an indirect call %s', (_what, slot, words) => {
    const tables = [[0x70, 1, 2, 2]];
    const elements = [[0, 0x41, 0, 0x0b, 1, 0]];
    const wasm = buildModule({
      exports: [...EXPORTS, 'query'],
      tables,
      elements,
      code: [...number(slot), 0x11, 0, 0],
    });
    expect(reason(wasm, { args: [] })).toContain(`RuntimeError: ${words}`);
  });

  it('a host function’s refusal passes through the runtime, and says so', () => {
    const wasm = contract([...number(3), ...call(0)], { imports: ['db_next'] });
    expect(reason(wasm)).toBe(
      'Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Generic error: Iterator with ID 3 does not exist',
    );
  });
});

describe('an export of another type than the host expects', () => {
  const types = [
    [0x60, 0, 0],
    [0x60, 1, I32, 1, I32],
    [0x60, 1, I32, 0],
    [0x60, 1, I64, 1, I32],
    [0x60, 0, 1, I64],
    [0x60, 0, 1, 0x7c],
  ];
  const module = (parts: ModuleParts): Uint8Array =>
    buildModule({ exports: [...EXPORTS, 'query'], types, ...parts });

  it.each<[string, Uint8Array, number, RegExp]>([
    [
      'too few parameters',
      module({ allocate: { code: number(16) }, data: [REGION_AT_16] }),
      1,
      /arity does not match. The contract's method arity: 0$/,
    ],
    [
      'an i64 as parameter',
      module({ type: 3, code: number(0), allocate: { code: number(16) }, data: [REGION_AT_16] }),
      1,
      /Parameters of type \[I32\] did not match signature \[I64\] -> \[I32\]$/,
    ],
    ['no result', module({ code: [] }), 0, /calling 'query'. Expected: 1, actual: 0\.$/],
    ['an i64 as result', module({ type: 4, code: [0x42, 9] }), 0, /Couldn't convert from I64 to u32/],
    [
      'a float as result',
      module({ type: 5, code: [0x44, 0, 0, 0, 0, 0, 0, 0, 0] }),
      0,
      /Couldn't convert from F64/,
    ],
  ])('%s', (_what, wasm, args, words) => {
    expect(reason(wasm, { args: new Array<Uint8Array>(args).fill(Buffer.from('{}')) })).toMatch(words);
  });

  it('allocate and deallocate are held to theirs too', () => {
    const both = (allocate: number[], deallocate: number[]): Uint8Array =>
      buildModule({
        exports: [...EXPORTS, 'query'],
        types: [[0x60, 0, 1, I32], allocate, deallocate],
        allocate: { code: allocate.includes(I64) ? [...number(16)] : localGet(0) },
        code: number(16),
        data: [REGION_AT_16],
      });
    const fine = [0x60, 1, I32, 1, I32];
    const args = [Buffer.from('{}')];
    expect(reason(both([0x60, 1, I64, 1, I32], [0x60, 1, I32, 0]), { args })).toMatch(
      /did not match signature \[I64\]/,
    );
    expect(reason(both(fine, [0x60, 1, I64, 0]), { args: [] })).toMatch(/did not match signature \[I64\]/);
    expect(reason(both(fine, [0x60, 0, 0]), { args: [] })).toMatch(/arity does not match/);
    expect(run(both(fine, [0x60, 1, I32, 0]), { args: [] }).kind).toBe('answer');
  });

  it('a host function handed through as an entry point is called like any other', () => {
    const wasm = buildModule({
      types: [...TYPES],
      imports: [functionImport('env', 'db_next_key', 1)],
      furtherExports: [[...name('query'), 0, 0]],
      allocate: { code: number(16) },
      data: [REGION_AT_16],
    });
    expect(reason(wasm, { args: [Buffer.from('{}')] })).toMatch(/Iterator with ID 16 does not exist$/);
  });
});

describe('imports of another type than the host’s', () => {
  const importing = (field: string, type: number[]): string | undefined =>
    new CodeCache({ capacity: 1 }).compile(
      buildModule({
        types: [[0x60, 0, 0], [0x60, 1, I32, 1, I32], [0x60, 1, I32, 0], type],
        imports: [functionImport('env', field, 3)],
      }),
    ).linkProblem;

  it('upload, but no instance is made of them', () => {
    const types = [
      [0x60, 0, 0],
      [0x60, 1, I32, 1, I32],
      [0x60, 1, I32, 0],
      [0x60, 1, I64, 1, I32],
    ];
    const wasm = buildModule({
      exports: [...EXPORTS, 'query'],
      types,
      imports: [functionImport('env', 'db_read', 3)],
    });
    expect(reason(wasm, { args: [] })).toBe(
      'Error calling the VM: Error instantiating a Wasm module: Error instantiating module: Error while importing "env"."db_read": incompatible import type',
    );
  });

  it('are told apart by number of parameters, their types and the result', () => {
    expect(importing('secp256k1_recover_pubkey', [0x60, 3, I32, I32, I32, 1, I64])).toBeUndefined();
    expect(importing('secp256k1_recover_pubkey', [0x60, 3, I32, I32, I32, 1, I32])).toMatch(/incompatible/);
    expect(importing('db_write', [0x60, 2, I32, I32, 0])).toBeUndefined();
    expect(importing('db_write', [0x60, 2, I32, I32, 1, I32])).toMatch(/incompatible/);
    expect(importing('db_write', [0x60, 2, I32, I64, 0])).toMatch(/incompatible/);
    expect(importing('db_write', [0x60, 1, I32, 0])).toMatch(/incompatible/);
  });

  it('is a matter of every host function', () => {
    for (const [field, { params, result }] of HOST_SIGNATURES) {
      const given = new Array<number>(params).fill(I32);
      const right = { none: [0], i32: [1, I32], i64: [1, I64] }[result];
      expect(importing(field, [0x60, params, ...given, ...right]), field).toBeUndefined();
      const wrong = result === 'i64' ? [1, I32] : [1, I64];
      expect(importing(field, [0x60, params, ...given, ...wrong]), field).toContain(`"env"."${field}"`);
    }
  });
});

describe('what happens while an instance is made', () => {
  it('a start function has no gas yet, here as in wasmd', () => {
    const wasm = buildModule({ exports: [...EXPORTS, 'query'], start: 2, code: [] });
    expect(reason(wasm, { args: [] })).toBe(
      'Error calling the VM: Error instantiating a Wasm module: Error instantiating module: RuntimeError: unreachable',
    );
    expect(run(wasm, { args: [] }).gasUsed).toBe(0);
  });

  it('data that does not fit into the memory is a failure of the call, not of the node', () => {
    const data = [[0, ...number(65_530), 0x0b, 10, ...new Array<number>(10).fill(1)]];
    const wasm = buildModule({ exports: [...EXPORTS, 'query'], data });
    expect(reason(wasm, { args: [] })).toMatch(/^Error calling the VM: Error instantiating a Wasm module: /);
  });
});
