import { retainedBytes } from './memory.ts';
import { Random } from './random.ts';
import { Slowest } from './slowest.ts';
import type { FuzzTarget, Trial } from './target.ts';
import { watch } from './watchdog.ts';

/** An input of 64 KB has to be done with in this time, on a busy machine too. */
const MAX_INPUT_MS = 250;
const HANG_MS = 30_000;
/** What caches, tables of methods and compiled code may grow by; a leak of 16 bytes an input is more in a million inputs. */
const MAX_GROWTH_BYTES = 12 * 1_048_576;
/** By then compiled code, caches and the pools of the libraries have the size that they keep. */
const WARM_UP = 5_000;
/** Fewer inputs say nothing of shares. */
const ENOUGH_FOR_SHARES = 1_000;
/** Promises that are done at once would keep finalizers waiting for ever. */
const TURN_EVERY = 256;

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Run this one input only. */
  readonly only?: number;
}

export interface FuzzResult {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly acceptedPercent: number;
  /** Share of the inputs that got past the first check. */
  readonly deepPercent: number;
  /** How many inputs ended with each code. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly slowestInput: number;
  readonly growthKb: number;
  readonly rssMb: number;
  readonly findings: readonly string[];
}

/** Gives a target as many inputs, and tells whether it crashed, hung, grew or stayed on the surface. */
export async function fuzz(
  name: string,
  target: FuzzTarget,
  { inputs, seed, only }: FuzzOptions,
): Promise<FuzzResult> {
  const grammar = await target.prepare();
  const make = (index: number): Trial => grammar(new Random(seed, index));
  const first = only ?? 0;
  const last = only ?? inputs - 1;
  const outcomes = new Map<string, number>();
  const slowest = new Slowest();
  const findings: string[] = [];
  const watchdog = watch(name, seed, HANG_MS);
  const startedAt = performance.now();
  let before: number | undefined;
  let done = 0;
  for (let index = first; index <= last && findings.length === 0; index += 1) {
    if (index === first + WARM_UP) before = await retainedBytes();
    watchdog.at(index);
    const trial = make(index);
    const from = performance.now();
    try {
      const result = trial.run();
      const outcome = typeof result === 'string' ? result : await result;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    } catch (error) {
      findings.push(`crash at input ${index}, seed ${seed}: ${textOf(error)}\n  ${trial.show()}`);
    }
    if (index >= first + WARM_UP) slowest.note(index, performance.now() - from);
    watchdog.at(-1);
    done += 1;
    if (index % TURN_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const worst = findings.length > 0 ? { index: 0, ms: 0 } : await slowest.measure(make);
  const growth = before === undefined ? 0 : (await retainedBytes()) - before;
  await watchdog.close();
  const count = (matches: (code: string) => boolean): number =>
    [...outcomes].reduce((sum, [code, times]) => (matches(code) ? sum + times : sum), 0);
  const deep = count((code) => !target.shallow.includes(code)) / done;
  if (worst.ms > MAX_INPUT_MS) {
    findings.push(
      `slow: input ${worst.index}, seed ${seed} takes ${worst.ms.toFixed(0)} ms\n  ${make(worst.index).show()}`,
    );
  }
  if (growth > MAX_GROWTH_BYTES) findings.push(`growth: ${growth} bytes more are held after ${done} inputs`);
  if (findings.length === 0 && done >= ENOUGH_FOR_SHARES && deep < target.deep) {
    findings.push(`shallow: ${percent(deep)} % get past the first check, ${percent(target.deep)} % must`);
  }
  return {
    target: name,
    inputs: done,
    seconds: Math.round(seconds * 10) / 10,
    perSecond: Math.round(done / seconds),
    acceptedPercent: percent((outcomes.get('accepted') ?? 0) / done),
    deepPercent: percent(deep),
    outcomes: Object.fromEntries([...outcomes].sort(([, a], [, b]) => b - a)),
    slowestMs: Math.round(worst.ms * 100) / 100,
    slowestInput: worst.index,
    growthKb: Math.round(growth / 1_024),
    rssMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    findings,
  };
}

function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  cause: ${textOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
