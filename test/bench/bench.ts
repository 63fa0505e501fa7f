import { cpus, totalmem } from 'node:os';

/** Figures of one benchmark, under the names that docs/BENCHMARKS.md uses. */
export type Figures = Readonly<Record<string, number | string | Readonly<Record<string, number>>>>;

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(tell: (line: string) => void): Promise<Figures>;
}

/** The machine that figures belong to. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

export function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
