import { describe, expect, it } from 'vitest';
import { CacheLayer } from '../state/cache-layer.ts';
import { GasMeter } from '../state/gas-meter.ts';
import { GasStore } from '../state/gas-store.ts';
import { EXPORTS, buildModule, functionImport } from '../testing/module-builder.ts';
import type { ContractCall } from './call-contract.ts';
import { callContract } from './call-contract.ts';
import { CodeCache } from './code-cache.ts';
import { Fuel } from './fuel.ts';
import { VmError } from './vm-error.ts';

const emptyStore = new CacheLayer({ get: () => undefined, iterate: () => [][Symbol.iterator]() });

function call(wasm: Uint8Array, overrides: Partial<ContractCall> = {}): ReturnType<typeof callContract> {
  const gas = new GasMeter(1_000_000);
  return callContract({
    code: new CodeCache({ capacity: 1 }).compile(wasm),
    entryPoint: 'query',
    args: [],
    gasLimit: 1e12,
    deadline: Number.POSITIVE_INFINITY,
    now: () => 0,
    host: {
      storage: new GasStore(emptyStore, 'x', gas),
      readOnly: true,
      addresses: { canonicalize: () => ({ error: 'none' }), humanize: () => ({ error: 'none' }) },
      gas,
      query: () => new Uint8Array(),
      debug: () => undefined,
    },
    ...overrides,
  });
}

const exports = [...EXPORTS, 'query'];

describe('metering', () => {
  it('counts 115 for an instruction and 1610 for one that ends a block', () => {
    // Without arguments, the entry point is the third function; it returns nothing, so the call fails after it ran.
    const cost = (code: number[]): number => call(buildModule({ exports, code })).gasUsed;
    const idle = cost([]);
    expect(idle).toBe(1610);
    expect(cost([0x41, 7, 0x1a])).toBe(idle + 2 * 115);
    expect(cost([0x02, 0x40, 0x0b])).toBe(idle + 115 + 1610);
    // loop, i32.const, br_if, end
    expect(cost([0x03, 0x40, 0x41, 0, 0x0d, 0, 0x0b])).toBe(idle + 1610 + 115 + 1610 + 1610);
  });

  it('ends a loop without end by gas, and by the clock where gas would last', () => {
    const spin = buildModule({ exports, code: [0x03, 0x40, 0x0c, 0, 0x0b] });
    expect(call(spin, { gasLimit: 3_000_000_000 })).toMatchObject({
      kind: 'outOfGas',
      gasUsed: 3_000_000_000,
    });
    let time = 0;
    const late = call(spin, { gasLimit: 1e15, deadline: 5, now: () => ++time });
    expect(late).toMatchObject({ kind: 'outOfGas', location: 'execution deadline of this node' });
    expect(time).toBe(6);
  });

  it('keeps count of what the host takes besides', () => {
    const fuel = new Fuel(10_000, Number.POSITIVE_INFINITY, () => 0);
    fuel.charge(1000);
    fuel.chargeExternal(3000);
    expect([fuel.remaining, fuel.usedInternally]).toEqual([6000, 1000]);
    expect(() => fuel.charge(6001)).toThrow(/out of gas/);
  });
});

describe('a contract that breaks the conventions', () => {
  it.each<[string, Uint8Array, RegExp]>([
    [
      'returns no pointer',
      buildModule({ exports }),
      /Unexpected number of result values when calling 'query'. Expected: 1, actual: 0./,
    ],
    ['lacks the entry point', buildModule(), /Missing export query/],
    ['traps', buildModule({ exports, code: [0x00] }), /RuntimeError: unreachable/],
    ['calls itself for ever', buildModule({ exports, code: [0x10, 2] }), /call stack exhausted/],
    [
      'imports a host function with a wrong type',
      buildModule({ exports, imports: [functionImport('env', 'db_read')], code: [0x10, 0] }),
      /VM/,
    ],
  ])('%s', (_what, wasm, reason) => {
    const result = call(wasm, { gasLimit: 1e13 });
    expect(result.kind).toBe('failure');
    if (result.kind !== 'failure') return;
    expect(result.error).toBeInstanceOf(VmError);
    expect(result.error.message).toMatch(reason);
  });

  it.each(['none', 'function'] as const)('exports as its memory: %s', (memoryExport) => {
    const result = call(buildModule({ exports, memoryExport }));
    expect(result).toMatchObject({ kind: 'failure', gasUsed: 0 });
  });
});
