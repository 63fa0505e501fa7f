import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { chunkedWith, responseWith } from '../mutation/http.ts';
import { evaluated, outcomeFor } from '../mutation/outcome.ts';
import { sampled } from '../subject.ts';
import type { SampledOperation, Subject } from '../subject.ts';

/** JSON that no vendor answers a read with. */
const STRANGE = ['null', 'true', '0', '"text"', '[]', '{}', '[null]', '[[]]', '[{}]'];
const STRANGE_CODE =
  /^(vendor\.condition_failed|reading\.absent|reading\.non_numeric|observed_at\.invalid|rows\.invalid|row\.missing)$/;

/** Bodies that are not the JSON that was agreed on (RES-4). Where nothing in the body counts, it is not read. */
export function bodyChecks(subject: Subject): Check[] {
  return sampled(subject)
    .filter(({ operation: { message } }) => message.conditions.length > 0 || message.readings.length > 0)
    .flatMap((test) =>
      checksOf(`bodies of ${test.key}`, {
        'the same body in chunks gives the same': () => expectSameInChunks(subject, test),
        ...Object.fromEntries(
          Object.entries(malformed(test.sample.body)).map(([name, [body, code]]) => [
            `${name} is ${code}`,
            () => expect(outcomeFor(subject, test, responseWith(200, body))).toBe(code),
          ]),
        ),
        ...Object.fromEntries(
          STRANGE.map((body) => [
            `${body} is no answer of the vendor`,
            () => expect(outcomeFor(subject, test, responseWith(200, body))).toMatch(STRANGE_CODE),
          ]),
        ),
        'members of every object are inherited by none': () => {
          const body = '{"__proto__":{"state":"1","current":{}},"constructor":{"name":1}}';
          expect(outcomeFor(subject, test, responseWith(200, body))).toMatch(
            /^(vendor\.condition_failed|reading\.absent|rows\.invalid|row\.missing)$/,
          );
        },
      }),
    );
}

function malformed(sample: string): Readonly<Record<string, readonly [string | Uint8Array, string]>> {
  return {
    HTML: ['<!DOCTYPE html><html><body>Maintenance</body></html>', 'response.json_syntax'],
    nothing: ['', 'response.json_syntax'],
    'half a body with the length of half a body': [
      sample.slice(0, Math.floor(sample.length / 2)),
      'response.json_syntax',
    ],
    'two texts': [`${sample}{}`, 'response.json_syntax'],
    'a member twice': ['{"a":1,"b":{"c":2,"c":3}}', 'response.json_duplicate'],
    'a member twice, once escaped': ['{"a":1,"\\u0061":2}', 'response.json_duplicate'],
    'too deep': ['['.repeat(40) + ']'.repeat(40), 'response.json_depth'],
    'a byte-order mark': [`\ufeff${sample}`, 'response.json_encoding'],
    'no UTF-8': [Uint8Array.of(0x22, 0xff, 0xfe, 0x22), 'response.json_encoding'],
  };
}

function expectSameInChunks(subject: Subject, test: SampledOperation): void {
  const { body } = test.sample;
  const whole = evaluated(subject, test, responseWith(200, body));
  expect(whole.ok).toBe(true);
  for (const size of [96, 200, body.length])
    expect(evaluated(subject, test, chunkedWith(body, size)), `chunks of ${size}`).toEqual(whole);
}
