import {
  Charset,
  Method,
  OperationKind,
  Quality,
  ReadingSource,
  StateKind,
  TimeFormat,
} from '@cloudx3/proto';
import type { Parameter, Part, TokenType } from '@cloudx3/proto';
import { formatDecimal } from '@cloudx3/verifier-core';
import type { Decimal } from '@cloudx3/verifier-core';

/** The words that an author writes for what a message holds as numbers; those of no checked operation are absent. */
export const CHARSETS = {
  [Charset.DIGITS]: 'digits',
  [Charset.HEX_LOWER]: 'hex-lower',
  [Charset.ALPHANUMERIC]: 'alphanumeric',
  [Charset.UNRESERVED]: 'unreserved',
  [Charset.IDENTIFIER]: 'identifier',
} as const;

export const METHODS = {
  [Method.GET]: 'GET',
  [Method.POST]: 'POST',
  [Method.PUT]: 'PUT',
  [Method.PATCH]: 'PATCH',
} as const;

export const KINDS = { [OperationKind.READ]: 'read', [OperationKind.ACTION]: 'action' } as const;

export const SOURCES = {
  [ReadingSource.NUMBER]: 'number',
  [ReadingSource.NUMERIC_STRING]: 'numeric-string',
  [ReadingSource.BOOLEAN]: 'boolean',
  [ReadingSource.MAPPED_STRING]: 'mapped-string',
} as const;

export const STATE_KINDS = {
  [StateKind.MEASUREMENT]: 'measurement',
  [StateKind.TOTAL]: 'total',
  [StateKind.TOTAL_INCREASING]: 'total_increasing',
} as const;

export const QUALITIES = {
  [Quality.OK]: 'ok',
  [Quality.ESTIMATED]: 'estimated',
  [Quality.BAD]: 'bad',
} as const;

export const TIME_FORMATS = {
  [TimeFormat.UNIX_SECONDS]: 'unix-s',
  [TimeFormat.UNIX_MILLISECONDS]: 'unix-ms',
  [TimeFormat.RFC3339]: 'rfc3339',
  [TimeFormat.ISO8601_UTC]: 'iso8601-utc',
} as const;

/** The word for a number of a checked operation. OP-2 leaves no number without one. */
export function wordOf<K extends number, W extends string>(words: Readonly<Record<K, W>>, number: number): W {
  const word = (words as Readonly<Record<number, W>>)[number];
  if (word === undefined) throw new RangeError(`no word for ${number}; the operation was not checked (OP-2)`);
  return word;
}

/** A template as an author writes it: `{parameter}`, `{!hole}`, braces doubled. */
export function templateText(parts: readonly Part[]): string {
  return parts.map(partText).join('');
}

function partText({ kind }: Part): string {
  switch (kind.case) {
    case 'literal':
      return kind.value.replaceAll('{', '{{').replaceAll('}', '}}');
    case 'parameter':
      return `{${kind.value}}`;
    case 'hole':
      return `{!${kind.value}}`;
    case undefined:
      return '';
  }
}

/** Which values a parameter takes (OP-4). */
export function parameterText({ type }: Parameter): string {
  switch (type.case) {
    case 'integer':
      return `integer from ${type.value.min} to ${type.value.max}`;
    case 'decimal': {
      const { min, max, maxScale } = type.value;
      return `decimal from ${decimalText(min)} to ${decimalText(max)} with at most ${maxScale} decimals`;
    }
    case 'token':
      return lengthsText(type.value);
    case 'list': {
      const { item, maxItems, separator } = type.value;
      const each = item === undefined ? '' : lengthsText(item);
      return `1 to ${maxItems} items in order, each ${each}, with ${separator} between them`;
    }
    case 'choice':
      return `one of ${type.value.values.join(', ')}`;
    case undefined:
      return '';
  }
}

function lengthsText({ charset, minLength, maxLength }: TokenType): string {
  return `${wordOf(CHARSETS, charset)}, ${minLength} to ${maxLength} characters`;
}

export function decimalText(decimal: Decimal | undefined): string {
  return decimal === undefined ? '' : formatDecimal(decimal);
}
