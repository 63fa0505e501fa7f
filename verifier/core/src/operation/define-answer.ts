import { Quality, ReadingSource, StateKind, TimeFormat } from '@cloudx3/proto';
import type {
  ConditionSchema,
  DecimalSchema,
  MessageInitShape,
  ObservedAtSchema,
  ReadingSelectorSchema,
  RowsSchema,
  StepSchema,
} from '@cloudx3/proto';
import { parseDecimal } from '../decimal/decimal.ts';
import { CoreError } from '../error.ts';
import { compareText } from './names.ts';
import type {
  ConditionSpec,
  OperationSpec,
  PathSpec,
  ReadingSpec,
  RowsSpec,
  TimeFormatSpec,
} from './spec.ts';
import { parseTemplate } from './template.ts';

const SOURCES = {
  number: ReadingSource.NUMBER,
  'numeric-string': ReadingSource.NUMERIC_STRING,
  boolean: ReadingSource.BOOLEAN,
  'mapped-string': ReadingSource.MAPPED_STRING,
} as const satisfies Record<NonNullable<ReadingSpec['source']>, ReadingSource>;

const TIME_FORMATS = {
  'unix-s': TimeFormat.UNIX_SECONDS,
  'unix-ms': TimeFormat.UNIX_MILLISECONDS,
  rfc3339: TimeFormat.RFC3339,
  'iso8601-utc': TimeFormat.ISO8601_UTC,
} as const satisfies Record<TimeFormatSpec, TimeFormat>;

const KINDS = {
  measurement: StateKind.MEASUREMENT,
  total: StateKind.TOTAL,
  total_increasing: StateKind.TOTAL_INCREASING,
} as const satisfies Record<NonNullable<ReadingSpec['kind']>, StateKind>;

const QUALITIES = {
  ok: Quality.OK,
  estimated: Quality.ESTIMATED,
  bad: Quality.BAD,
} as const satisfies Record<string, Quality>;

export function pathOf(spec: PathSpec, field: string): MessageInitShape<typeof StepSchema>[] {
  return spec.map((step) => {
    if (typeof step === 'string') return { kind: { case: 'key', value: step } };
    if (typeof step === 'number') {
      if (!Number.isInteger(step) || step < 0 || step > 0xffff_ffff) {
        throw mistake(field, `${step} is no index; an index is 0 or more`);
      }
      return { kind: { case: 'index', value: step } };
    }
    const equals = parseTemplate(step.equals, field);
    return { kind: { case: 'match', value: { key: step.where, equals } } };
  });
}

export function conditionOf(spec: ConditionSpec, field: string): MessageInitShape<typeof ConditionSchema> {
  const tests: MessageInitShape<typeof ConditionSchema>['test'][] = [];
  if (spec.equals !== undefined) {
    tests.push({ case: 'equalsString', value: { parts: parseTemplate(spec.equals, field) } });
  }
  if (spec.literal !== undefined) tests.push({ case: 'equalsLiteral', value: spec.literal });
  if (spec.present !== undefined) tests.push({ case: 'present', value: spec.present });
  const [test, another] = tests;
  if (test === undefined || another !== undefined) {
    throw mistake(field, 'give exactly one of equals, literal and present');
  }
  return { path: pathOf(spec.path, `${field}.path`), test };
}

export function readingOf(name: string, spec: ReadingSpec): MessageInitShape<typeof ReadingSelectorSchema> {
  const field = `readings.${name}`;
  const entries = Object.entries(spec.map ?? {}).sort(([a], [b]) => compareText(a, b));
  return {
    name,
    unit: spec.unit,
    path: pathOf(spec.path, `${field}.path`),
    source: SOURCES[spec.source ?? 'number'],
    exponent: spec.exponent ?? 0,
    ...(spec.min === undefined ? {} : { min: decimalOf(spec.min, `${field}.min`) }),
    ...(spec.max === undefined ? {} : { max: decimalOf(spec.max, `${field}.max`) }),
    map: entries.map(([text, value]) => ({ text, value: decimalOf(value, `${field}.map`) })),
    ...meaningOf(spec, field),
  };
}

/** What of a reading is of the second edition. */
function meaningOf(spec: ReadingSpec, field: string) {
  const { quantity = '', kind, periodMs = 0, quality } = spec;
  if (!Number.isSafeInteger(periodMs) || periodMs < 0) {
    throw mistake(field, `${periodMs} is no number of milliseconds`);
  }
  const meaning = {
    quantity,
    kind: kind === undefined ? StateKind.UNSPECIFIED : KINDS[kind],
    periodMs: BigInt(periodMs),
  };
  if (quality === undefined) return meaning;
  const map = Object.entries(quality.map).sort(([a], [b]) => compareText(a, b));
  return {
    ...meaning,
    quality: {
      path: pathOf(quality.path, `${field}.quality`),
      map: map.map(([text, grade]) => ({ text, quality: QUALITIES[grade] })),
    },
  };
}

export function timeOf(
  spec: NonNullable<OperationSpec['observedAt']>,
  field: string,
): MessageInitShape<typeof ObservedAtSchema> {
  return { path: pathOf(spec.path, `${field}.path`), format: TIME_FORMATS[spec.format] };
}

export function rowsOf(spec: RowsSpec): MessageInitShape<typeof RowsSchema> {
  return {
    path: pathOf(spec.path, 'rows.path'),
    key: pathOf(spec.key ?? [], 'rows.key'),
    list: spec.list,
    conditions: (spec.conditions ?? []).map((condition, i) => conditionOf(condition, `rows.conditions.${i}`)),
  };
}

export function decimalOf(text: string, field: string): MessageInitShape<typeof DecimalSchema> {
  const decimal = parseDecimal(text);
  if (!decimal.ok) throw mistake(field, `"${text}": ${decimal.message}`);
  return { mantissa: decimal.value.mantissa, scale: decimal.value.scale };
}

export function mistake(field: string, message: string): CoreError {
  return new CoreError({ code: 'operation.spec', message, field });
}
