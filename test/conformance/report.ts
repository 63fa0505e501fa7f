import type { Outcome } from './outcome.ts';

/** What was tried on one chain. */
export interface ChainResult {
  readonly chain: string;
  readonly outcomes: readonly Outcome[];
  readonly seconds: number;
}

/** A table: a line for each thing that was tried, a column for each chain. */
export function renderTable(results: readonly ChainResult[]): string {
  const rows = new Map<string, Map<string, Outcome>>();
  for (const { chain, outcomes } of results) {
    for (const outcome of outcomes) {
      const row = `${outcome.suite}: ${outcome.name}`;
      rows.set(row, (rows.get(row) ?? new Map<string, Outcome>()).set(chain, outcome));
    }
  }
  const chains = results.map(({ chain }) => chain);
  const lines = [...rows].map(([row, byChain]) => {
    const marks = chains.map((chain) => mark(byChain.get(chain)).padEnd(8));
    return `${marks.join('')}${row}`;
  });
  return [chains.map((chain) => chain.padEnd(8)).join('') + 'what was tried', ...lines].join('\n');
}

function mark(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '-';
  return outcome.passed ? 'ok' : 'DIFFERS';
}

/** What came out, a line for each difference and what it is. */
export function renderDifferences(results: readonly ChainResult[]): string {
  return results
    .flatMap(({ chain, outcomes }) => outcomes.map((outcome) => ({ chain, outcome })))
    .filter(({ outcome }) => !outcome.passed)
    .map(({ chain, outcome }) => {
      return `DIFFERS on ${chain}: ${outcome.suite}: ${outcome.name}\n${outcome.problem.replaceAll(/^/gm, '  ')}`;
    })
    .join('\n');
}

/** Counts by chain and suite, for the line of JSON. */
export function summaryOf({ chain, outcomes, seconds }: ChainResult): object {
  const of = (suite: Outcome['suite']): object => {
    const own = outcomes.filter((outcome) => outcome.suite === suite);
    return { tried: own.length, passed: own.filter(({ passed }) => passed).length };
  };
  return { chain, cosmjs: of('cosmjs'), commandLine: of('command line'), seconds };
}
