import { Charset } from '@cloudx3/proto';
import type { ListType, Parameter } from '@cloudx3/proto';
import { formatDecimal, renderRequest } from '@cloudx3/verifier-core';
import type { CheckedOperation, CoreResult, ParamValue } from '@cloudx3/verifier-core';
import { finding } from './finding.ts';
import type { LintFinding } from './finding.ts';

/** A bound that is wider than this over the longest request is a mistake rather than caution. */
const SLACK_BYTES = 64;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Characters of a charset in the order of their bytes; for the larger ones those of ALPHANUMERIC are enough. */
const COUNTING: Readonly<Partial<Record<Charset, string>> & Record<Charset.ALPHANUMERIC, string>> = {
  [Charset.DIGITS]: '0123456789',
  [Charset.HEX_LOWER]: '0123456789abcdef',
  [Charset.ALPHANUMERIC]: `0123456789${LETTERS}`,
};

/** Bytes of the longest request that parameters and credentials within their bounds can make. */
export function largestRequestBytes(operation: CheckedOperation): CoreResult<number> {
  const params = Object.fromEntries(
    operation.message.parameters.map((parameter) => [parameter.name, longestOf(parameter)]),
  );
  const secrets = Object.fromEntries(
    operation.message.holes.map((hole) => [hole.name, characterOf(hole.charset).repeat(hole.maxLength)]),
  );
  const rendered = renderRequest(operation, params, secrets);
  return rendered.ok ? { ok: true, value: rendered.value.bytes.length } : rendered;
}

export function lintSizes(operation: CheckedOperation): LintFinding[] {
  const largest = largestRequestBytes(operation);
  const bound = operation.message.maxRequestBytes;
  if (!largest.ok)
    return [
      finding('error', 'size.request_exceeds', 'maxRequestBytes', `${largest.code}: ${largest.message}`),
    ];
  if (bound - largest.value <= SLACK_BYTES) return [];
  return [
    finding(
      'warning',
      'size.request_slack',
      'maxRequestBytes',
      `The longest has ${largest.value} bytes, the bound is ${bound}.`,
    ),
  ];
}

function longestOf(parameter: Parameter): ParamValue {
  const { type } = parameter;
  return type.case === 'list' ? longestItems(type.value) : longestValue(parameter);
}

/** As many different items as may be, each as long as may be: counted in the charset's characters, so that they increase. */
function longestItems({ item, maxItems }: ListType): readonly string[] {
  const { charset = Charset.DIGITS, maxLength = 1 } = item ?? {};
  const characters = COUNTING[charset] ?? COUNTING[Charset.ALPHANUMERIC];
  const count = Math.min(maxItems, characters.length ** maxLength);
  return Array.from({ length: count }, (_, i) => {
    const last = characters.charAt(i % characters.length);
    const before = maxLength > 1 ? characters.charAt(Math.floor(i / characters.length)) : '';
    return `${before}${last}`.padStart(maxLength, characters.charAt(0));
  });
}

function longestValue({ type }: Parameter): string {
  switch (type.case) {
    case 'integer':
      return longest([String(type.value.min), String(type.value.max)]);
    case 'decimal': {
      const { min, max, maxScale } = type.value;
      return longest(
        [min, max].map((bound) => padded(formatDecimal(bound ?? { mantissa: 0n, scale: 0 }), maxScale)),
      );
    }
    case 'token':
      return characterOf(type.value.charset).repeat(type.value.maxLength);
    case 'choice':
      return longest(type.value.values);
    case 'list':
    case undefined:
      return '';
  }
}

/** A bound written with as many decimals as are allowed: as long as any value next to it. */
function padded(bound: string, maxScale: number): string {
  const [whole = '', fraction = ''] = bound.split('.');
  return maxScale === 0 ? whole : `${whole}.${fraction.padEnd(maxScale, '0')}`;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

function characterOf(charset: Charset): string {
  return charset === Charset.DIGITS || charset === Charset.HEX_LOWER ? '0' : 'a';
}
