import type { Adapter, AdapterSpec, CheckedOperation, OperationDraft } from '@cloudx3/adapter-kit';
import type { Check } from '../check.ts';
import { EXCHANGE } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import type { ConformanceSetup } from '../setup.ts';
import { conformanceChecks } from '../suite.ts';
import { KEY, PARAMS, READ, TURN, makeExemplar, packageWith } from './exemplar.ts';
import type { ExemplarOperation, Recorded } from './exemplar.ts';

/** What differs from an adapter that has nothing wrong with it. */
export interface Judged {
  readonly make?: () => Adapter;
  readonly setup?: Partial<ConformanceSetup>;
  readonly exchange?: Partial<Exchange>;
  readonly records?: readonly Recorded[];
}

/** What is wrong, and the checks that are there to find it, by name. */
export type Violation = readonly [what: string, judged: Judged, fails: readonly (string | RegExp)[]];

/** The names of all checks, and of those that failed; `isRun` leaves checks out that nobody asks about. */
export async function judge(
  { make = () => makeExemplar(), setup, exchange, records }: Judged,
  isRun: (name: string) => boolean = () => true,
) {
  using home = packageWith(records);
  const usual = { credentials: { key: KEY }, params: PARAMS, largestRequestBytes: 512 };
  const checks = conformanceChecks(
    make,
    { ...usual, packageRoot: home.root, ...setup },
    { ...EXCHANGE, ...exchange },
  );
  return { names: new Set(checks.map(({ name }) => name)), failed: await failing(checks, isRun) };
}

/** The names of the checks that fail. */
export async function failing(
  checks: readonly Check[],
  isRun: (name: string) => boolean = () => true,
): Promise<Set<string>> {
  const failed = new Set<string>();
  for (const { name, run } of checks.filter((check) => isRun(check.name))) {
    try {
      await run();
    } catch {
      failed.add(name);
    }
  }
  return failed;
}

/** Whether a check is one of those. */
export function isNamed(name: string, patterns: readonly (string | RegExp)[]): boolean {
  return patterns.some((pattern) => (typeof pattern === 'string' ? pattern === name : pattern.test(name)));
}

export function made(change: Partial<AdapterSpec<ExemplarOperation>>): Judged {
  return { make: () => makeExemplar(change) };
}

export function madeWithRead(change: Partial<OperationDraft>): Judged {
  return made({ operations: { read: { ...READ, ...change }, turn: TURN } });
}

/** What `defineAdapter` would have refused: an adapter that somebody put together by hand. */
export function forged(change: Partial<Adapter>): Judged {
  return { make: () => ({ ...makeExemplar(), ...change }) };
}

export function forgedRead(change: (operation: CheckedOperation) => object): Judged {
  const { operations } = makeExemplar();
  const read = { ...operations.read, ...change(operations.read) };
  return forged({ operations: { ...operations, read } });
}

export function forgedSwitch(change: object): Judged {
  const { capabilities } = makeExemplar();
  const changed = { switch: { ...capabilities['switch'], ...change } };
  return forged({ capabilities: changed as Adapter['capabilities'] });
}
