import { defineOperation } from '@cloudx3/verifier-core';
import type { OperationSpec } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { LINT_CODES } from './finding.ts';
import type { LintCode, LintFinding } from './finding.ts';
import { READ_SPEC as READ } from '../testing/read-spec.ts';
import { lintOperation } from './lint-operation.ts';

const KEY = { charset: 'alphanumeric', minLength: 8, maxLength: 16 } as const;
const FIXED = { ...KEY, maxLength: 8 } as const;
const TOKEN = { type: 'token', charset: 'unreserved', minLength: 1, maxLength: 8 } as const;
const { observedAt: _, ...TIMELESS } = READ;

interface Case {
  /** What is unwise. */
  readonly spec: OperationSpec;
  readonly sample?: unknown;
  readonly severity: LintFinding['severity'];
  readonly field: string;
  /** The nearest thing that is not. */
  readonly mended: OperationSpec;
}

/** For every code an operation that has it, where it is found, and one that has it no more. */
const CASES: Record<LintCode, Case> = {
  'hole.open_end': {
    spec: { ...READ, headers: { 'x-key': '{!key}abc' }, holes: { key: KEY } },
    severity: 'error',
    field: 'headers.x-key.key',
    mended: { ...READ, headers: { 'x-key': '{!key},abc' }, holes: { key: KEY } },
  },
  'hole.in_path': {
    spec: { ...READ, target: '/bot/{!key}/x', holes: { key: FIXED } },
    severity: 'warning',
    field: 'target.key',
    mended: { ...READ, target: '/bot/x?k={!key}', holes: { key: FIXED } },
  },
  'hole.length_varies': {
    spec: { ...READ, headers: { 'x-key': '{!key}' }, holes: { key: KEY } },
    severity: 'note',
    field: 'holes.key',
    mended: { ...READ, headers: { 'x-key': '{!key}' }, holes: { key: FIXED } },
  },
  'hole.proxy_unfit': {
    spec: { ...READ, target: '/x?k={!key}', holes: { key: KEY } },
    severity: 'error',
    field: 'holes.key',
    mended: { ...READ, target: '/x?k={!key}', holes: { key: FIXED } },
  },
  'parameter.run_together': {
    spec: { ...READ, target: '/x?q={a}-{b}', parameters: { a: TOKEN, b: TOKEN } },
    severity: 'warning',
    field: 'target.a',
    mended: { ...READ, target: '/x?q={a},{b}', parameters: { a: TOKEN, b: TOKEN } },
  },
  'reading.unit_unproven': {
    spec: READ,
    sample: { power: 1, units: { power: 'W' } },
    severity: 'error',
    field: 'readings.power',
    mended: { ...READ, conditions: [{ path: ['units', 'power'], equals: 'W' }] },
  },
  'reading.unbounded': {
    spec: { ...READ, readings: { power: { unit: 'W', path: ['power'], min: '0' } } },
    severity: 'warning',
    field: 'readings.power',
    mended: READ,
  },
  'reading.by_index': {
    spec: { ...READ, readings: { power: { unit: 'W', path: ['list', 0], min: '0', max: '1' } } },
    severity: 'warning',
    field: 'readings.power',
    mended: {
      ...READ,
      readings: { power: { unit: 'W', path: ['list', { where: 'id', equals: 'a' }], min: '0', max: '1' } },
    },
  },
  'subject.unproven': {
    spec: { ...READ, target: '/x?q={a}', parameters: { a: TOKEN } },
    severity: 'note',
    field: 'conditions',
    mended: {
      ...READ,
      target: '/x?q={a}',
      parameters: { a: TOKEN },
      conditions: [{ path: ['id'], equals: '{a}' }],
    },
  },
  'observed_at.undeclared': { spec: TIMELESS, severity: 'note', field: 'observedAt', mended: READ },
  'size.request_exceeds': {
    spec: { ...READ, target: `/x?q={a}`, parameters: { a: { ...TOKEN, maxLength: 100 } } },
    severity: 'error',
    field: 'maxRequestBytes',
    mended: READ,
  },
  'size.request_slack': {
    spec: { ...READ, maxRequestBytes: 4_096 },
    severity: 'warning',
    field: 'maxRequestBytes',
    mended: READ,
  },
};

describe('every lint code', () => {
  it.each(Object.entries(CASES))('%s is found where it is, and no more once it is mended', (code, found) => {
    const findings = lintOperation(defineOperation(found.spec), found.sample);
    const { severity, field } = found;
    const { meaning, remedy } = LINT_CODES[code as LintCode];
    expect(findings).toContainEqual({
      severity,
      code,
      field,
      message: expect.stringMatching(new RegExp(`^${escaped(meaning)}( .+\\.?)?$`)) as string,
      remedy,
    });
    const mended = lintOperation(defineOperation(found.mended), found.sample);
    expect(mended.map((finding) => finding.code)).not.toContain(code);
  });

  it('has a severity of its own order: what is to be mended comes first', () => {
    const spec = { ...TIMELESS, target: '/x?k={!key}', holes: { key: KEY }, maxRequestBytes: 4_096 };
    expect(lintOperation(defineOperation(spec)).map(({ severity }) => severity)).toEqual([
      'error',
      'warning',
      'note',
      'note',
    ]);
  });
});

describe('values beside each other', () => {
  const runTogether = (target: string, parameters: OperationSpec['parameters']): boolean =>
    lintOperation(
      defineOperation({ ...READ, target, ...(parameters === undefined ? {} : { parameters }) }),
    ).some(({ code }) => code === 'parameter.run_together');
  const integer = { type: 'integer', min: 0, max: 99 } as const;

  it.each<[string, OperationSpec['parameters'], boolean]>([
    ['two numbers with a point between', { a: integer, b: integer }, true],
    ['a choice that continues another', { a: { type: 'choice', values: ['a', 'a.b'] }, b: TOKEN }, true],
    [
      'choices of which none continues another',
      { a: { type: 'choice', values: ['a', 'b'] }, b: TOKEN },
      false,
    ],
    ['a number before a word', { a: integer, b: { ...TOKEN, charset: 'hex-lower' } }, false],
    [
      'a decimal before a number',
      { a: { type: 'decimal', min: '0', max: '9', maxScale: 2 }, b: integer },
      true,
    ],
  ])('%s: %s', (_, parameters, expected) => {
    expect(runTogether('/x?q={a}.{b}', parameters)).toBe(expected);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
