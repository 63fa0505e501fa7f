import { Charset, create, Method, OperationKind, OperationSchema } from '@cloudx3/proto';
import type { HeaderSchema, HoleSchema, MessageInitShape, ParameterSchema } from '@cloudx3/proto';
import { unwrap } from '../error.ts';
import { checkedOperation } from './checked-operation.ts';
import type { CheckedOperation } from './checked-operation.ts';
import { conditionOf, decimalOf, mistake, readingOf, rowsOf, timeOf } from './define-answer.ts';
import { compareText } from './names.ts';
import type { CharsetSpec, LengthsSpec, OperationSpec, ParameterSpec, ReadingSpec } from './spec.ts';
import { parseTemplate } from './template.ts';

const CHARSETS = {
  digits: Charset.DIGITS,
  'hex-lower': Charset.HEX_LOWER,
  alphanumeric: Charset.ALPHANUMERIC,
  unreserved: Charset.UNRESERVED,
  identifier: Charset.IDENTIFIER,
} as const satisfies Record<CharsetSpec, Charset>;

/**
 * Makes an operation of its description, sorts what is a set, and checks it by OP-2 and OP-3. Throws `CoreError`, whose `field` names
 * the part at fault, since a wrong operation is a mistake of its author.
 */
export function defineOperation(spec: OperationSpec): CheckedOperation {
  const message = create(OperationSchema, {
    version: spec.edition ?? (usesSecond(spec) ? 2 : 1),
    kind: spec.kind === 'read' ? OperationKind.READ : OperationKind.ACTION,
    name: spec.name,
    serverName: spec.server.name,
    port: spec.server.port ?? 443,
    method: Method[spec.method],
    target: parseTemplate(spec.target, 'target'),
    headers: headersOf(spec),
    body: parseTemplate(spec.body ?? '', 'body'),
    parameters: sortedEntries(spec.parameters).map(([name, parameter]) => parameterOf(name, parameter)),
    holes: sortedEntries(spec.holes).map(([name, hole]): MessageInitShape<typeof HoleSchema> => {
      return { name, charset: CHARSETS[hole.charset], minLength: hole.minLength, maxLength: hole.maxLength };
    }),
    successStatuses: (spec.successStatuses ?? [200]).toSorted((a, b) => a - b),
    conditions: (spec.conditions ?? []).map((condition, i) => conditionOf(condition, `conditions.${i}`)),
    readings: sortedEntries(spec.readings).map(([name, reading]) => readingOf(name, reading)),
    ...(spec.observedAt === undefined ? {} : { observedAt: timeOf(spec.observedAt, 'observed_at') }),
    ...(spec.periodStart === undefined ? {} : { periodStart: timeOf(spec.periodStart, 'period_start') }),
    ...(spec.rows === undefined ? {} : { rows: rowsOf(spec.rows) }),
    maxRequestBytes: spec.maxRequestBytes,
    maxResponseBytes: spec.maxResponseBytes,
  });
  return unwrap(checkedOperation(message));
}

function headersOf(spec: OperationSpec): MessageInitShape<typeof HeaderSchema>[] {
  const values = new Map<string, string>();
  const given = Object.entries(spec.headers ?? {});
  if (spec.contentType !== undefined) given.push(['content-type', spec.contentType]);
  for (const [name, value] of given) {
    const lower = name.toLowerCase();
    if (values.has(lower)) throw mistake(`headers.${lower}`, 'is given twice');
    values.set(lower, value);
  }
  return [...values]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, value]) => ({ name, value: parseTemplate(value, `headers.${name}`) }));
}

function parameterOf(name: string, spec: ParameterSpec): MessageInitShape<typeof ParameterSchema> {
  const field = `parameters.${name}`;
  switch (spec.type) {
    case 'integer':
      return {
        name,
        type: { case: 'integer', value: { min: int64(spec.min, field), max: int64(spec.max, field) } },
      };
    case 'decimal': {
      const bounds = { min: decimalOf(spec.min, field), max: decimalOf(spec.max, field) };
      return { name, type: { case: 'decimal', value: { maxScale: spec.maxScale, ...bounds } } };
    }
    case 'token': {
      return { name, type: { case: 'token', value: tokenOf(spec) } };
    }
    case 'list': {
      const { item, maxItems, separator } = spec;
      return { name, type: { case: 'list', value: { item: tokenOf(item), maxItems, separator } } };
    }
    case 'choice':
      return { name, type: { case: 'choice', value: { values: spec.values.toSorted(compareText) } } };
  }
}

function tokenOf({ charset, minLength, maxLength }: LengthsSpec) {
  return { charset: CHARSETS[charset], minLength, maxLength };
}

/** Whether anything is there that the first edition does not have (rule OP-7). */
function usesSecond({ parameters = {}, readings = {}, rows, periodStart }: OperationSpec): boolean {
  const isList = ({ type }: ParameterSpec) => type === 'list';
  const means = ({ quantity, kind, periodMs, quality }: ReadingSpec) =>
    [quantity, kind, periodMs, quality].some((field) => field !== undefined);
  return (
    rows !== undefined ||
    periodStart !== undefined ||
    Object.values(parameters).some(isList) ||
    Object.values(readings).some(means)
  );
}

function int64(value: number | bigint, field: string): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw mistake(field, `${value} is no exact integer; write large bounds as bigint`);
  }
  return BigInt(value);
}

function sortedEntries<T>(record: Record<string, T> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([a], [b]) => compareText(a, b));
}
