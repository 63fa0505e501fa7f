import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  WASM_HEADER,
  body,
  buildModule,
  customSection,
  functionImport,
  leb,
  name,
  section,
  vector,
} from '../../testing/module-builder.ts';
import { ByteWriter } from './byte-writer.ts';
import { FUEL_GLOBAL, FUEL_IMPORT, instrument } from './instrument.ts';
import { parseModule } from './parse.ts';

const PLAIN = 115;
const ACCOUNTING = 1610;

/** Instructions that leave one i32, and what they should compute and cost, worked out without any of the code under test. */
interface Program {
  readonly code: readonly number[];
  run(locals: readonly number[]): { readonly value: number; readonly cost: number };
}

const s32 = (value: number): Uint8Array => {
  const out = new ByteWriter();
  out.s32(value);
  return out.finish();
};
const constant = (value: number): Program => ({
  code: [0x41, ...s32(value)],
  run: () => ({ value, cost: PLAIN }),
});
const local = (index: number): Program => ({
  code: [0x20, index],
  run: (locals) => ({ value: locals[index] ?? 0, cost: PLAIN }),
});

const BINARY: readonly (readonly [number, (a: number, b: number) => number])[] = [
  [0x6a, (a, b) => (a + b) | 0],
  [0x6b, (a, b) => (a - b) | 0],
  [0x6c, (a, b) => Math.imul(a, b)],
  [0x71, (a, b) => a & b],
  [0x73, (a, b) => a ^ b],
  [0x74, (a, b) => a << (b & 31)],
  [0x48, (a, b) => Number(a < b)],
  [0x49, (a, b) => Number(a >>> 0 < b >>> 0)],
];

const binary = ([op, apply]: (typeof BINARY)[number], left: Program, right: Program): Program => ({
  code: [...left.code, ...right.code, op],
  run: (locals) => {
    const [a, b] = [left.run(locals), right.run(locals)];
    return { value: apply(a.value, b.value), cost: a.cost + b.cost + PLAIN };
  },
});

/** The branch that is taken pays for the `else` or the `end` that it runs into. */
const either = (condition: Program, yes: Program, no: Program): Program => ({
  code: [...condition.code, 0x04, 0x7f, ...yes.code, 0x05, ...no.code, 0x0b],
  run: (locals) => {
    const asked = condition.run(locals);
    const taken = (asked.value === 0 ? no : yes).run(locals);
    return { value: taken.value, cost: asked.cost + ACCOUNTING + taken.cost + ACCOUNTING };
  },
});

/** block: first; if condition leave with it; otherwise drop it and take second. */
const leave = (condition: Program, first: Program, second: Program): Program => ({
  code: [0x02, 0x7f, ...first.code, ...condition.code, 0x0d, 0, 0x1a, ...second.code, 0x0b],
  run: (locals) => {
    const [a, asked] = [first.run(locals), condition.run(locals)];
    const cost = PLAIN + a.cost + asked.cost + ACCOUNTING;
    if (asked.value !== 0) return { value: a.value, cost };
    const b = second.run(locals);
    return { value: b.value, cost: cost + PLAIN + b.cost + ACCOUNTING };
  },
});

/** The callee, function 0 of the module and slot 3 of its table: x → 3x. */
const TRIPLE = [0x20, 0, 0x41, 3, 0x6c];
const TRIPLE_COST = 3 * PLAIN + ACCOUNTING;
const called = (argument: Program, indirectly: boolean): Program => ({
  code: [...argument.code, ...(indirectly ? [0x41, 3, 0x11, 0, 0] : [0x10, 0])],
  run: (locals) => {
    const { value, cost } = argument.run(locals);
    const call = ACCOUNTING + (indirectly ? PLAIN : 0);
    return { value: Math.imul(value, 3), cost: cost + call + TRIPLE_COST };
  },
});

const { program } = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.integer().map(constant),
    fc.nat(2).map(local),
    fc.tuple(fc.constantFrom(...BINARY), tie('program'), tie('program')).map((parts) => binary(...parts)),
    fc.tuple(tie('program'), tie('program'), tie('program')).map((parts) => either(...parts)),
    fc.tuple(tie('program'), tie('program'), tie('program')).map((parts) => leave(...parts)),
    fc.tuple(tie('program'), fc.boolean()).map((parts) => called(...parts)),
  ),
}));

const I32_TO_I32 = [0x60, 1, 0x7f, 1, 0x7f];
const THREE_TO_I32 = [0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f];

function moduleOf(code: readonly number[]): Uint8Array {
  return Uint8Array.from([
    ...WASM_HEADER,
    ...section(1, vector([I32_TO_I32, THREE_TO_I32])),
    ...section(3, vector([[0], [1]])),
    ...section(4, vector([[0x70, 1, 4, 4]])),
    ...section(5, vector([[0, 1]])),
    ...section(7, vector([[...name('main'), 0, 1]])),
    ...section(9, vector([[0, 0x41, 3, 0x0b, 1, 0]])),
    ...section(10, vector([body(TRIPLE), body(code)])),
  ]);
}

type Main = (...args: number[]) => number;

function metered(wasm: Uint8Array, fuel: number, refuel: () => undefined = () => undefined) {
  const module = new WebAssembly.Module(instrument(parseModule(wasm), 512));
  const { exports } = new WebAssembly.Instance(module, {
    env: {},
    [FUEL_IMPORT.module]: { [FUEL_IMPORT.name]: refuel },
  });
  const gauge = exports[FUEL_GLOBAL] as WebAssembly.Global;
  gauge.value = fuel;
  return { main: exports['main'] as Main, exports, gauge };
}

describe('an instrumented program', () => {
  it('computes what it did before, and pays for exactly what it executed', () => {
    const argument = fc.integer();
    fc.assert(
      fc.property(program, fc.tuple(argument, argument, argument), (tested, args) => {
        const wasm = moduleOf(tested.code);
        const original = new WebAssembly.Instance(new WebAssembly.Module(wasm), {}).exports['main'] as Main;
        const { main, gauge } = metered(wasm, 2_000_000_000);
        const expected = tested.run(args);
        expect(original(...args)).toBe(expected.value);
        expect(main(...args)).toBe(expected.value);
        expect(2_000_000_000 - gauge.value).toBe(expected.cost + ACCOUNTING);
      }),
      { numRuns: 300 },
    );
  });

  it('pays for every round of a loop, and asks for more when the fuel has run out', () => {
    // do { k -= 1 } while (k != 0)
    const code = [0x03, 0x40, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x41, 7];
    const round = 4 * PLAIN + ACCOUNTING;
    const whole = (rounds: number): number => ACCOUNTING + rounds * round + ACCOUNTING + PLAIN + ACCOUNTING;
    for (const rounds of [1, 2, 1000]) {
      const { main, gauge } = metered(moduleOf(code), 10_000_000);
      expect(main(rounds, 0, 0)).toBe(7);
      expect(10_000_000 - gauge.value).toBe(whole(rounds));
    }
    let asked = 0;
    const { main, gauge } = metered(moduleOf(code), whole(10) - 1, () => {
      asked++;
      return undefined;
    });
    main(10, 0, 0);
    expect([asked, gauge.value]).toEqual([1, -1]);
  });

  it.each([
    [0, 0],
    [29, 0],
    [30, 1],
    [31, 2],
    [100, 71],
  ])('with %i locals pays for %i of them at each call', (locals, charged) => {
    const wasm = buildModule({ exports: ['main'], locals: [1, locals, 0x7f] });
    const { main, gauge } = metered(wasm, 1_000_000);
    main();
    main();
    expect(1_000_000 - gauge.value).toBe(2 * (ACCOUNTING + charged * PLAIN));
  });
});

describe('the rewritten module', () => {
  /** Two imports in front of three functions; the third leads on to what `code` says. */
  const imports = [functionImport('env', 'first', 1), functionImport('env', 'second', 1)];
  const run = (parts: Parameters<typeof buildModule>[0]): unknown => {
    const wasm = buildModule({ exports: ['main'], type: 1, imports, ...parts });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(instrument(parseModule(wasm), 512)), {
      env: { first: (x = 0) => x + 1, second: (x = 0) => x + 2 },
      [FUEL_IMPORT.module]: { [FUEL_IMPORT.name]: () => undefined },
    });
    return (exports['main'] as Main)(10);
  };

  it('calls the same functions as before: imports, own ones, and through any kind of table segment', () => {
    expect(run({ code: [0x20, 0, 0x10, 0] })).toBe(11);
    expect(run({ code: [0x20, 0, 0x10, 1] })).toBe(12);
    expect(run({ allocate: { code: [0x41, 42] }, code: [0x20, 0, 0x10, 2] })).toBe(42);
    const AT_ZERO = [0x41, 0, 0x0b];
    const throughTable = (slot: number, element: number[]): unknown =>
      run({
        tables: [[0x70, 1, 3, 3]],
        elements: [element],
        allocate: { code: [0x41, 42] },
        code: [0x20, 0, 0x41, slot, 0x11, 1, 0],
      });
    expect(throughTable(0, [0, ...AT_ZERO, 3, 1, 0, 2])).toBe(12);
    expect(throughTable(2, [0, ...AT_ZERO, 3, 1, 0, 2])).toBe(42);
    expect(throughTable(1, [2, 0, ...AT_ZERO, 0, 2, 2, 0])).toBe(11);
    expect(throughTable(0, [4, ...AT_ZERO, 1, 0xd2, 2, 0x0b])).toBe(42);
    expect(throughTable(1, [6, 0, ...AT_ZERO, 0x70, 2, 0xd0, 0x70, 0x0b, 0xd2, 1, 0x0b])).toBe(12);
  });

  it('keeps its globals in their places, functions in them included', () => {
    const globals = [
      [0x7f, 1, 0x41, 5, 0x0b],
      [0x70, 0, 0xd2, 2, 0x0b],
      [0x7f, 0, 0x41, 9, 0x0b],
    ];
    expect(run({ globals, code: [0x23, 0, 0x23, 2, 0x6a] })).toBe(14);
  });

  it('has the memory that it asked for, and not more than the host’s maximum', () => {
    const grow = (pages: number): unknown =>
      run({ memories: [[0, 3]], code: [0x41, ...s32(pages), 0x40, 0] });
    expect(grow(0)).toBe(3);
    expect(grow(509)).toBe(3);
    expect(grow(510)).toBe(-1);
  });

  it('is the same whatever custom sections say, wherever they stand', () => {
    const custom = customSection(
      'name',
      Uint8Array.from({ length: 40 }, (_, at) => at),
    );
    const plain = instrument(parseModule(buildModule()), 512);
    expect(instrument(parseModule(buildModule({ before: custom, after: custom })), 512)).toEqual(plain);
  });

  it('can be parsed again: one import, one type, one global and one export more', () => {
    const before = parseModule(buildModule({ imports, globals: [[0x7f, 0, 0x41, 1, 0x0b]] }));
    const after = parseModule(instrument(before, 512));
    expect(after.imports.at(-1)).toEqual({ module: 'cloudx3', name: 'refuel', kind: 0, type: 3 });
    expect(after.types.at(-1)).toEqual({ params: [], results: [] });
    expect(after.globals).toBe(2);
    expect(after.exports.map(({ name: exported, index }) => [exported, index])).toEqual([
      ['allocate', 3],
      ['deallocate', 4],
      ['interface_version_8', 5],
      ['memory', 0],
      ['cloudx3_fuel', 1],
    ]);
    expect(after.memories).toEqual([{ initial: 1, maximum: 512 }]);
  });

  it('copies data as it is', () => {
    const bytes = Array.from({ length: 200 }, (_, at) => at);
    const data = [[0, 0x41, 16, 0x0b, ...leb(bytes.length), ...bytes]];
    // i32.load8_u at 16 + 150
    expect(run({ data, code: [0x41, ...s32(166), 0x2d, 0, 0] })).toBe(150);
  });
});
