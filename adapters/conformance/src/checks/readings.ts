import { parseResponse } from '@cloudx3/adapter-kit';
import { ReadingSource } from '@cloudx3/proto';
import type { ReadingSelector } from '@cloudx3/proto';
import { checkParams, compareDecimal, formatDecimal, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { responseWith } from '../mutation/http.ts';
import { DELETE, source, withElementTwice, withValueAt } from '../mutation/json.ts';
import type { Sample } from '../fixtures/sample.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** Missing, null, zero, text and not-a-number are five things: each has its own outcome for every reading (SEL-2, SEL-3). */
export function describeReadings({ operations }: Subject): void {
  const cases = operations.flatMap((test) =>
    test.sample === undefined
      ? []
      : test.operation.message.readings.map((reading) => ({
          ...test,
          sample: test.sample as Sample,
          reading,
        })),
  );
  describe.each(cases)('reading $reading.name of $key', ({ reading, ...test }) => {
    const outcome = (value: Parameters<typeof withValueAt>[3]) => outcomeWith(test, reading, value);

    it('absent', () => expect(outcome(DELETE)).toBe('reading.absent'));
    it('null', () => expect(outcome(null)).toBe('reading.null'));
    it('empty text', () => expect(outcome('')).toBe('reading.non_numeric'));
    it('text', () => expect(outcome('unavailable')).toBe('reading.non_numeric'));
    it('a list', () => expect(outcome([1])).toBe('reading.non_numeric'));
    it('an object', () => expect(outcome({ value: 1 })).toBe('reading.non_numeric'));
    it('NaN, which is no JSON', () => expect(outcome(source('NaN'))).toBe('response.json_syntax'));
    it('Infinity, which is no JSON', () => expect(outcome(source('Infinity'))).toBe('response.json_syntax'));
    it('a number in the other notation', () => {
      const isNumber = reading.source === ReadingSource.NUMBER;
      expect(outcome(isNumber ? '1' : source('1'))).toBe('reading.non_numeric');
    });

    if (reading.source === ReadingSource.NUMBER || reading.source === ReadingSource.NUMERIC_STRING) {
      const number = (text: string) => (reading.source === ReadingSource.NUMBER ? source(text) : text);

      it('zero is a value', () => {
        if (reading.min !== undefined && compareDecimal(reading.min, ZERO) > 0) return;
        expect(outcome(number('0'))).toBe('0');
        expect(outcome(number('0.0'))).toBe('0.0');
        expect(outcome(number('-0'))).toBe('0');
      });
      it('beyond its bounds', () => {
        for (const text of ['1e17', '-1e17', '1e999', '-1e999', '9'.repeat(40)]) {
          expect(outcome(number(text)), text).toBe('reading.out_of_bounds');
        }
      });
    }

    it('in two elements that match', () => {
      const twice = withElementTwice(test.sample.body, reading.path, paramsOf(test));
      if (twice === undefined) return;
      // A condition on the same element is looked at before the reading, and an ambiguous one does not hold.
      const conditioned = test.operation.message.conditions.some(({ path }) =>
        path.some(({ kind }) => kind.case === 'match'),
      );
      expect(outcomeOf(test, reading.name, twice)).toBe(
        conditioned ? 'vendor.condition_failed' : 'reading.ambiguous',
      );
    });
  });
}

const ZERO = { mantissa: 0n, scale: 0 };

type TestWithSample = OperationUnderTest & { readonly sample: Sample };

function paramsOf({ operation, sample }: TestWithSample) {
  return unwrap(checkParams(operation, sample.params));
}

function outcomeWith(
  test: TestWithSample,
  reading: ReadingSelector,
  value: Parameters<typeof withValueAt>[3],
): string {
  return outcomeOf(test, reading.name, withValueAt(test.sample.body, reading.path, paramsOf(test), value));
}

/** The reading's text, or the code of what came in its place. */
function outcomeOf({ operation, sample }: TestWithSample, reading: string, body: string): string {
  const padded = widened(body, operation.message.maxResponseBytes);
  const result = parseResponse(operation, sample.params, padded, sample.sessionTimeMs);
  if (!result.ok) return result.code;
  const value = result.value.readings.find(({ name }) => name === reading)?.value;
  return value === undefined ? 'no such reading' : formatDecimal(value);
}

/** Mutations can make a body longer than the operation takes; what is tested here is the reading, so the body is kept compact. */
function widened(body: string, maxBytes: number): Uint8Array {
  const response = responseWith(200, body);
  if (response.length > maxBytes)
    throw new Error(
      `the mutated fixture has ${response.length} bytes, ${maxBytes} are read: use a shorter fixture`,
    );
  return response;
}
