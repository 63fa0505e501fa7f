import { Outcome, ReadingSource } from '@cloudx3/proto';
import type { ReadingSelector, Step } from '@cloudx3/proto';
import { checkParams, compareDecimal, formatDecimal, unwrap } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { responseWith } from '../mutation/http.ts';
import { DELETE, source, withElementTwice, withValueAt } from '../mutation/json.ts';
import { pathInAnswer } from '../mutation/row-path.ts';
import { codeOf } from '../mutation/said.ts';
import { sampled } from '../subject.ts';
import type { SampledOperation, Subject } from '../subject.ts';

type Mutation = Parameters<typeof withValueAt>[3];

/** What stands in the place of a reading, and what comes of it: five things that are not the same (SEL-2, SEL-3). */
const SPOILT: Readonly<Record<string, readonly [Mutation, string]>> = {
  absent: [DELETE, 'reading.absent'],
  null: [null, 'reading.null'],
  'empty text': ['', 'reading.non_numeric'],
  text: ['unavailable', 'reading.non_numeric'],
  'a list': [[1], 'reading.non_numeric'],
  'an object': [{ value: 1 }, 'reading.non_numeric'],
  'NaN, which is no JSON': [source('NaN'), 'response.json_syntax'],
  'Infinity, which is no JSON': [source('Infinity'), 'response.json_syntax'],
};

/** Numbers beyond what any operation takes. */
const ENORMOUS = ['1e17', '-1e17', '1e999', '-1e999', '9'.repeat(40)];
const ZERO = { mantissa: 0n, scale: 0 };

/** Missing, null, zero, text and not-a-number each have their own outcome, for every reading. */
export function readingChecks(subject: Subject): Check[] {
  return sampled(subject).flatMap((test) =>
    test.operation.message.readings.flatMap((reading) => {
      const outcomes = new Outcomes(subject, test, reading);
      return checksOf(`reading ${reading.name} of ${test.key}`, {
        ...spoilt(outcomes),
        ...(isWritten(reading) ? numbers(outcomes) : {}),
        ...(outcomes.path.some(({ kind }) => kind.case === 'match') ? doubled(outcomes) : {}),
      });
    }),
  );
}

function spoilt(outcomes: Outcomes): Record<string, Check['run']> {
  const fixed = Object.entries(SPOILT).map(([name, [value, code]]) => [
    name,
    () => expect(outcomes.with(value)).toBe(code),
  ]);
  return {
    ...(Object.fromEntries(fixed) as Record<string, Check['run']>),
    'a number in the other notation': () => {
      const isNumber = outcomes.reading.source === ReadingSource.NUMBER;
      expect(outcomes.with(isNumber ? '1' : source('1'))).toBe('reading.non_numeric');
    },
  };
}

/** Of a reading that the vendor writes as a number, or as text that is one. */
function numbers(outcomes: Outcomes): Record<string, Check['run']> {
  const { reading } = outcomes;
  const number = (text: string) => (reading.source === ReadingSource.NUMBER ? source(text) : text);
  const takesZero = reading.min === undefined || compareDecimal(reading.min, ZERO) <= 0;
  const zero = {
    'zero is a value': () => {
      expect(outcomes.with(number('0'))).toBe('0');
      expect(outcomes.with(number('0.0'))).toBe('0.0');
      expect(outcomes.with(number('-0'))).toBe('0');
    },
  };
  return {
    ...(takesZero ? zero : {}),
    'beyond its bounds': () => {
      for (const text of ENORMOUS) expect(outcomes.with(number(text)), text).toBe('reading.out_of_bounds');
    },
  };
}

/** Of a reading that is found by a member of its own. */
function doubled(outcomes: Outcomes): Record<string, Check['run']> {
  return {
    'in two elements that match': () => {
      // A condition on the same element is looked at before the reading, and an ambiguous one does not hold.
      expect(outcomes.withElementTwice()).toBe(
        outcomes.isConditionedOnElement() ? 'vendor.condition_failed' : 'reading.ambiguous',
      );
    },
  };
}

function isWritten({ source: from }: ReadingSelector): boolean {
  return from === ReadingSource.NUMBER || from === ReadingSource.NUMERIC_STRING;
}

/** What comes of a recorded answer with something else in the place of a reading: the reading's text, or a code. */
class Outcomes {
  readonly reading: ReadingSelector;
  readonly #subject: Subject;
  readonly #test: SampledOperation;

  constructor(subject: Subject, test: SampledOperation, reading: ReadingSelector) {
    this.reading = reading;
    this.#subject = subject;
    this.#test = test;
  }

  with(value: Mutation): string {
    return this.#of(withValueAt(this.#test.sample.body, this.path, this.#params(), value));
  }

  withElementTwice(): string {
    return this.#of(withElementTwice(this.#test.sample.body, this.path, this.#params()));
  }

  isConditionedOnElement(): boolean {
    const { conditions } = this.#test.operation.message;
    return conditions.some(({ path }) => path.some(({ kind }) => kind.case === 'match'));
  }

  /** Where the reading stands in the recorded answer. */
  get path(): readonly Step[] {
    const { operation, sample } = this.#test;
    return pathInAnswer(operation.message, sample.rowKey, this.reading.path);
  }

  #params() {
    return unwrap(checkParams(this.#test.operation, this.#test.sample.params));
  }

  #of(body: string): string {
    const { operation, sample } = this.#test;
    const response = responseWith(200, body);
    const { maxResponseBytes } = operation.message;
    // Mutations can make a body longer than the operation takes; what is looked at here is the reading.
    if (response.length > maxResponseBytes)
      throw new Error(
        `the mutated fixture has ${response.length} bytes, ${maxResponseBytes} are read: use a shorter fixture`,
      );
    const { parseResponse } = this.#subject.exchange;
    const result = parseResponse(operation, sample.params, response, sample.sessionTimeMs);
    if (!result.ok) return result.code;
    const row = result.value.rows.find(({ key }) => key === sample.rowKey);
    if (row !== undefined && row.outcome !== Outcome.OK) return codeOf(row.outcome);
    const { readings } = row ?? result.value;
    const value = readings.find(({ name }) => name === this.reading.name)?.value;
    return value === undefined ? 'no such reading' : formatDecimal(value);
  }
}
