import { ReadingSource, StateKind } from '@cloudx3/proto';
import type { MappedText, Operation, ReadingSelector } from '@cloudx3/proto';
import { checkProxyFit, holesInOrder } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { describeResidue } from '../lint/residue.ts';
import type { OperationManifest } from './schema.ts';
import {
  CHARSETS,
  KINDS,
  METHODS,
  QUALITIES,
  SOURCES,
  STATE_KINDS,
  TIME_FORMATS,
  decimalText,
  parameterText,
  templateText,
  wordOf,
} from './words.ts';

/** One operation of an adapter, under its key there. */
export function operationManifest(key: string, operation: CheckedOperation): OperationManifest {
  const { message } = operation;
  return {
    key,
    name: message.name,
    id: Array.from(operation.id, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    ...(message.version === 1 ? {} : { edition: 2 }),
    kind: wordOf(KINDS, message.kind),
    server: { host: message.serverName, port: message.port },
    method: wordOf(METHODS, message.method),
    target: templateText(message.target),
    headers: Object.fromEntries(message.headers.map(({ name, value }) => [name, templateText(value)])),
    ...(message.body.length === 0 ? {} : { body: templateText(message.body) }),
    parameters: message.parameters.map((parameter) => ({
      name: parameter.name,
      takes: parameterText(parameter),
    })),
    holes: holesOf(operation),
    modes: { MPC: { fits: true }, PROXY: proxyMode(operation) },
    readings: message.readings.map(readingManifest),
    ...rowsOf(message),
    ...timesOf(message),
    maxRequestBytes: message.maxRequestBytes,
    maxResponseBytes: message.maxResponseBytes,
  };
}

function holesOf(operation: CheckedOperation): OperationManifest['holes'] {
  const residues = new Map(describeResidue(operation).map((residue) => [residue.hole, residue]));
  return holesInOrder(operation.message).flatMap(({ name, charset, minLength, maxLength }) => {
    const residue = residues.get(name);
    if (residue === undefined) return [];
    const { place, observer, prover } = residue;
    return [
      {
        name,
        place,
        charset: wordOf(CHARSETS, charset),
        minLength,
        maxLength,
        residue: { observer, prover },
      },
    ];
  });
}

function proxyMode(operation: CheckedOperation): OperationManifest['modes']['PROXY'] {
  const fits = checkProxyFit(operation);
  if (fits.ok) return { fits: true };
  return { fits: false, code: fits.code, reason: `${fits.field ?? 'holes'} ${fits.message}` };
}

function readingManifest(reading: ReadingSelector): OperationManifest['readings'][number] {
  return {
    name: reading.name,
    unit: reading.unit,
    source: wordOf(SOURCES, reading.source),
    scale: scaleOf(reading),
    exponent: reading.exponent,
    ...(reading.min === undefined ? {} : { min: decimalText(reading.min) }),
    ...(reading.max === undefined ? {} : { max: decimalText(reading.max) }),
    ...(reading.map.length === 0 ? {} : { map: mapOf(reading.map) }),
    ...meaningOf(reading),
  };
}

/** Numbers keep the decimals that the vendor wrote (DEC-1); what the operation itself turns into a number has those of the operation. */
function scaleOf({ source, map, exponent }: ReadingSelector): number | 'as-written' {
  const own = source === ReadingSource.BOOLEAN ? [0] : map.map(({ value }) => value?.scale ?? 0);
  const [scale] = own;
  const alike = scale !== undefined && own.every((other) => other === scale);
  return alike ? Math.max(0, scale - exponent) : 'as-written';
}

function mapOf(map: readonly MappedText[]): Record<string, string> {
  return Object.fromEntries(map.map(({ text, value }) => [text, decimalText(value)]));
}

/** What of a reading is of the second edition. */
function meaningOf({ quantity, kind, periodMs, quality }: ReadingSelector) {
  if (kind === StateKind.UNSPECIFIED) return {};
  return {
    ...(quantity === '' ? {} : { quantity }),
    kind: wordOf(STATE_KINDS, kind),
    ...(periodMs === 0n ? {} : { periodMs: Number(periodMs) }),
    ...(quality === undefined
      ? {}
      : {
          quality: Object.fromEntries(
            quality.map.map((entry) => [entry.text, wordOf(QUALITIES, entry.quality)]),
          ),
        }),
  };
}

function rowsOf({ rows }: Operation): Pick<OperationManifest, 'rows'> {
  return rows === undefined
    ? {}
    : { rows: { list: rows.list, of: rows.key.length > 0 ? 'array' : 'object' } };
}

function timesOf({
  observedAt,
  periodStart,
}: Operation): Pick<OperationManifest, 'observedAt' | 'periodStart'> {
  return {
    ...(observedAt === undefined ? {} : { observedAt: wordOf(TIME_FORMATS, observedAt.format) }),
    ...(periodStart === undefined ? {} : { periodStart: wordOf(TIME_FORMATS, periodStart.format) }),
  };
}
