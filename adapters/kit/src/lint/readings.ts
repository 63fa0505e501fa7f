import { OperationKind } from '@cloudx3/proto';
import type { Condition, Operation, ReadingSelector, Step } from '@cloudx3/proto';
import { finding } from './finding.ts';
import type { LintFinding } from './finding.ts';

const UNIT_NAME = /unit/i;

/** What the readings of an operation leave open. `sample` is the parsed JSON of a genuine answer. */
export function lintReadings(operation: Operation, sample: unknown): LintFinding[] {
  const findings: LintFinding[] = [];
  const units = unitPaths(sample);
  for (const reading of operation.readings) {
    const field = `readings.${reading.name}`;
    if (reading.min === undefined || reading.max === undefined) {
      const bounded = reading.map.length > 0 || isPlain(reading);
      if (!bounded) findings.push(finding('warning', 'reading.unbounded', field));
    }
    if (reading.path.some((step) => step.kind.case === 'index'))
      findings.push(finding('warning', 'reading.by_index', field));
    findings.push(...lintUnit(operation, reading, units));
  }
  if (operation.kind === OperationKind.READ && operation.parameters.length > 0 && !provesSubject(operation)) {
    findings.push(finding('note', 'subject.unproven', 'conditions'));
  }
  if (operation.readings.length > 0 && operation.observedAt === undefined) {
    findings.push(finding('note', 'observed_at.undeclared', 'observedAt'));
  }
  return findings;
}

function lintUnit(
  operation: Operation,
  reading: ReadingSelector,
  units: readonly (readonly string[])[],
): LintFinding[] {
  if (isPlain(reading) || units.length === 0) return [];
  const last = keysOf(reading.path).at(-1);
  const named = units.filter((path) => path.at(-1) === last);
  const candidates = (named.length > 0 ? named : units).map((path) => path.join('.'));
  const isDemanded = ({ test, path }: Condition, isRow: boolean) =>
    test.case === 'equalsString' &&
    candidates.some((candidate) => {
      const keys = keysOf(path).join('.');
      return candidate === keys || (isRow && candidate.endsWith(`.${keys}`));
    });
  const proven =
    operation.conditions.some((condition) => isDemanded(condition, false)) ||
    (operation.rows?.conditions ?? []).some((condition) => isDemanded(condition, true));
  return proven
    ? []
    : [
        finding(
          'error',
          'reading.unit_unproven',
          `readings.${reading.name}`,
          `It stands at ${candidates.join(' or ')}.`,
        ),
      ];
}

/** A ratio, a state or a count, which has no unit to be mistaken in. */
function isPlain({ unit }: ReadingSelector): boolean {
  return unit === '1' || unit === '/' || unit === 'count';
}

/** Whether a parameter's value must appear in the answer: as a row's key, as the element that is looked for, or in a condition. */
function provesSubject(operation: Operation): boolean {
  if (operation.rows !== undefined) return true;
  const paths = [
    ...operation.readings.map((reading) => reading.path),
    ...operation.conditions.map((condition) => condition.path),
  ];
  const matched = paths
    .flat()
    .some(
      ({ kind }) => kind.case === 'match' && kind.value.equals.some((part) => part.kind.case === 'parameter'),
    );
  const demanded = operation.conditions.some(
    ({ test }) =>
      test.case === 'equalsString' && test.value.parts.some((part) => part.kind.case === 'parameter'),
  );
  return matched || demanded;
}

function keysOf(path: readonly Step[]): string[] {
  return path.flatMap(({ kind }) => (kind.case === 'key' ? [kind.value] : []));
}

/** Paths, by their member names, of the texts in `sample` that a name says to be units. */
function unitPaths(sample: unknown, keys: readonly string[] = []): (readonly string[])[] {
  if (typeof sample === 'string') return keys.some((key) => UNIT_NAME.test(key)) ? [keys] : [];
  if (Array.isArray(sample)) return sample.flatMap((item: unknown) => unitPaths(item, keys));
  if (typeof sample !== 'object' || sample === null) return [];
  return Object.entries(sample).flatMap(([key, value]) => unitPaths(value, [...keys, key]));
}
