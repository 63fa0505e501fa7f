import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { defineOperation } from '../operation/define.ts';
import { compareRequest } from './compare.ts';
import type { RequestComparison } from './compare.ts';
import { findHoles } from './find-holes.ts';
import { renderRequest } from './render.ts';

const OPERATION = defineOperation({
  kind: 'action',
  name: 'example/three-holes',
  server: { name: 'api.example.com', port: 8443 },
  method: 'POST',
  target: '/d/{id}?k={!key}&x=1',
  headers: { authorization: 'Bearer {!token}', accept: 'application/json', 'x-id': '{id}' },
  contentType: 'application/x-www-form-urlencoded',
  body: 'id={id}&secret={!body_secret}',
  parameters: { id: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 20 } },
  holes: {
    key: { charset: 'alphanumeric', minLength: 4, maxLength: 12 },
    token: { charset: 'unreserved', minLength: 4, maxLength: 30 },
    body_secret: { charset: 'digits', minLength: 4, maxLength: 4 },
  },
  maxRequestBytes: 1024,
  maxResponseBytes: 64,
});

const LAYOUTS = ['exact', 'any-header-order'] as const satisfies RequestComparison[];
const chars = (unit: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(unit)), minLength, maxLength });
const inputs = fc.record({
  id: chars('abc019:_', 1, 20),
  key: chars('aZ09', 4, 12),
  token: chars('aZ09-._~', 4, 30),
  body_secret: chars('0123456789', 4, 4),
});
type Input = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

function render({ id, ...secrets }: Input) {
  return { params: { id }, secrets, rendered: unwrap(renderRequest(OPERATION, { id }, secrets)) };
}

/** The request with its header lines in another order and its names in another case. */
function shuffled(bytes: Uint8Array, order: readonly number[], upper: boolean): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const end = text.indexOf('\r\n\r\n');
  const [line, ...headers] = text.slice(0, end).split('\r\n');
  const moved = headers
    .map((header, i) => ({ header, rank: order[i] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ header }) => (upper ? header.replace(/^[^:]+/, (name) => name.toUpperCase()) : header));
  return new TextEncoder().encode([line, ...moved].join('\r\n') + text.slice(end));
}

describe('REQ-2, REQ-3', () => {
  it('accepts in both layouts whatever was rendered', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { params, rendered, secrets } = render(input);
        for (const layout of LAYOUTS) {
          expect(compareRequest(OPERATION, params, rendered.bytes, rendered.holes, layout)).toEqual({
            ok: true,
          });
        }
        expect(unwrap(findHoles(OPERATION, params, secrets, rendered.bytes))).toEqual(rendered.holes);
      }),
    );
  });

  it('accepts any order of header lines in one layout and only its own in the other', () => {
    const orders = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(inputs, orders, fc.boolean(), (input, order, upper) => {
        const { params, rendered, secrets } = render(input);
        const sent = shuffled(rendered.bytes, order, upper);
        const holes = unwrap(findHoles(OPERATION, params, secrets, sent));
        expect(
          holes.map(({ start, end }) => new TextDecoder().decode(sent.slice(start, end))).sort(),
        ).toEqual(Object.values(secrets).sort());
        expect(compareRequest(OPERATION, params, sent, holes, 'any-header-order').ok).toBe(true);
        const isSame = sent.every((byte, i) => byte === rendered.bytes[i]);
        expect(compareRequest(OPERATION, params, sent, holes, 'exact').ok).toBe(isSame);
      }),
    );
  });

  it('refuses a change of any byte outside the holes, but for the case of a header name', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.integer({ min: 1, max: 255 }), (input, where, flip) => {
        const { params, rendered } = render(input);
        const sent = rendered.bytes.slice();
        const at = where % sent.length;
        const isHidden = rendered.holes.some(({ start, end }) => at >= start && at < end);
        sent[at] = (sent[at] ?? 0) ^ flip;
        expect(compareRequest(OPERATION, params, sent, rendered.holes, 'exact').ok).toBe(isHidden);
        const any = compareRequest(OPERATION, params, sent, rendered.holes, 'any-header-order');
        if (any.ok && !isHidden) {
          const text = new TextDecoder('latin1').decode(sent);
          expect(text.toLowerCase()).toBe(new TextDecoder('latin1').decode(rendered.bytes).toLowerCase());
          const lineStart = text.lastIndexOf('\r\n', at) + 2;
          expect(text.slice(lineStart, at)).not.toContain(':');
        } else expect(any.ok).toBe(isHidden);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses every byte that is taken away or put in, and every shift of a hidden range', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(255), fc.boolean(), (input, where, byte, insert) => {
        const { params, rendered } = render(input);
        const at = where % rendered.bytes.length;
        const [head, tail] = [rendered.bytes.slice(0, at), rendered.bytes.slice(insert ? at : at + 1)];
        const sent = insert ? Uint8Array.of(...head, byte, ...tail) : Uint8Array.of(...head, ...tail);
        for (const layout of LAYOUTS) {
          expect(compareRequest(OPERATION, params, sent, rendered.holes, layout).ok).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
    const { params, rendered } = render({ id: 'a', key: 'kkkkkk', token: 'tttttt', body_secret: '1234' });
    const shifts = [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b] as const));
    for (const [i] of rendered.holes.entries()) {
      for (const [a, b] of shifts.filter(([from, to]) => from !== 0 || to !== 0)) {
        const hidden = rendered.holes.map((hole, k) =>
          k === i ? { start: hole.start + a, end: hole.end + b } : hole,
        );
        for (const layout of LAYOUTS) {
          expect(compareRequest(OPERATION, params, rendered.bytes, hidden, layout).ok).toBe(false);
        }
      }
      for (const layout of LAYOUTS) {
        const fewer = rendered.holes.filter((_, k) => k !== i);
        expect(compareRequest(OPERATION, params, rendered.bytes, fewer, layout)).toMatchObject({
          code: 'request.hole_visible',
        });
      }
    }
  });

  it('refuses any further hidden byte', () => {
    const { params, rendered } = render({ id: 'a', key: 'kkkkkk', token: 'tttttt', body_secret: '1234' });
    for (let at = 0; at < rendered.bytes.length; at += 1) {
      if (rendered.holes.some(({ start, end }) => at >= start && at < end)) continue;
      const hidden = [...rendered.holes, { start: at, end: at + 1 }].sort((a, b) => a.start - b.start);
      for (const layout of LAYOUTS) {
        expect(compareRequest(OPERATION, params, rendered.bytes, hidden, layout).ok).toBe(false);
      }
    }
  });

  it('never throws on bytes and ranges of strangers', () => {
    const ranges = fc.array(
      fc.record({ start: fc.integer({ min: -5, max: 300 }), end: fc.integer({ min: -5, max: 300 }) }),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .string({ unit: fc.constantFrom('\r\n', ': ', 'host', 'POST /d/', 'a', ' HTTP/1.1') })
        .map((t) => new TextEncoder().encode(t)),
    );
    fc.assert(
      fc.property(bytes, ranges, fc.constantFrom(...LAYOUTS), (sent, hidden, layout) => {
        expect(compareRequest(OPERATION, { id: 'a' }, sent, hidden, layout).ok).toBe(false);
      }),
    );
    const odd = [Number.NaN, 0.5, Number.POSITIVE_INFINITY].map((end) => [{ start: 0, end }]);
    for (const hidden of odd) {
      expect(compareRequest(OPERATION, { id: 'a' }, new Uint8Array(9), hidden, 'exact')).toMatchObject({
        code: 'request.hidden_ranges',
      });
    }
  });
});

describe('findHoles', () => {
  it('reveals nothing of a request that is not the operation’s', () => {
    const { params, secrets, rendered } = render({
      id: 'a',
      key: 'kkkkkk',
      token: 'kkkkkk',
      body_secret: '1234',
    });
    // A secret that stands twice is found where its hole is, since the walk is by structure and not by searching.
    expect(unwrap(findHoles(OPERATION, params, secrets, rendered.bytes))).toEqual(rendered.holes);
    const other = { ...secrets, key: 'kkkkkj' };
    expect(findHoles(OPERATION, params, other, rendered.bytes)).toMatchObject({
      code: 'request.hole_visible',
    });
    const sent = rendered.bytes.slice();
    sent[sent.length - 20] = 0;
    expect(findHoles(OPERATION, params, secrets, sent).ok).toBe(false);
  });
});
