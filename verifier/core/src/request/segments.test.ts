import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { defineOperation } from '../operation/define.ts';
import { renderRequest } from './render.ts';
import { requestSegments } from './segments.ts';

const OPERATION = defineOperation({
  kind: 'action',
  name: 'example/segments',
  server: { name: 'api.example.com' },
  method: 'POST',
  target: '/d/{id}?k={!key}&x=1',
  headers: { authorization: 'Bearer {!token}' },
  contentType: 'application/x-www-form-urlencoded',
  body: 'id={id}&secret={!body_secret}',
  parameters: { id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 20 } },
  holes: {
    key: { charset: 'digits', minLength: 12, maxLength: 12 },
    token: { charset: 'digits', minLength: 8, maxLength: 30 },
    body_secret: { charset: 'digits', minLength: 8, maxLength: 2000 },
  },
  maxRequestBytes: 4096,
  maxResponseBytes: 64,
});

const digits = (length: number) => '7'.repeat(length);

describe('PRX-2: segments', () => {
  it('hold every request that can be rendered, cut at its holes', () => {
    const inputs = fc.record({
      id: fc.string({ unit: fc.constantFrom('a', '0', ':'), minLength: 1, maxLength: 20 }),
      token: fc.integer({ min: 8, max: 30 }),
      body: fc.integer({ min: 8, max: 2000 }),
    });
    fc.assert(
      fc.property(inputs, ({ id, token, body }) => {
        const secrets = { key: digits(12), token: digits(token), body_secret: digits(body) };
        const { bytes, holes } = unwrap(renderRequest(OPERATION, { id }, secrets));
        const cuts = [0, ...holes.flatMap(({ start, end }) => [start, end]), bytes.length];
        const segments = unwrap(requestSegments(OPERATION, { id }));
        expect(segments).toHaveLength(cuts.length - 1);
        segments.forEach(({ hole, min, max }, i) => {
          const length = cuts[i + 1]! - cuts[i]!;
          expect(hole).toBe(i % 2 === 1);
          expect(length).toBeGreaterThanOrEqual(min);
          expect(length).toBeLessThanOrEqual(max);
        });
      }),
    );
  });

  it('are exact up to the first hole whose length is not, but for the digits of content-length', () => {
    const segments = unwrap(requestSegments(OPERATION, { id: 'a' }));
    const widths = segments.map(({ min, max }) => max - min);
    // The body is 20 to 2,012 bytes, so content-length has two to four digits, in the first header lines.
    expect(widths).toEqual([0, 0, 2, 22, 0, 1992, 0]);
    expect(segments.at(-1)).toEqual({ hole: false, min: 0, max: 0 });
  });
});
