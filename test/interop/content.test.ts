import { expect, it } from 'vitest';
import { AXES } from './axes.ts';
import { makeBody, powerOf } from './content.ts';

it.each(AXES.size)('a body of %s bytes is that long, and JSON with a value of its own', (size) => {
  const body = makeBody(Number(size));
  expect(body).toHaveLength(Number(size));
  expect(String((JSON.parse(Buffer.from(body).toString()) as { power: number }).power)).toBe(
    powerOf(Number(size)),
  );
  expect(new Set(AXES.size.map((each) => powerOf(Number(each)))).size).toBe(AXES.size.length);
});

it('a body has no period of the length of a record', () => {
  const body = Buffer.from(makeBody(100_000));
  const record = body.subarray(16_384, 16_384 + 64);
  expect(body.indexOf(record)).toBe(16_384);
  expect(body.indexOf(record, 16_385)).toBe(-1);
});
