import { create, StepSchema } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { index, json, key, match, PARAMS } from '../testing/paths.ts';
import type { Step } from '../testing/paths.ts';
import { followPath } from './path.ts';

const follow = (text: string, ...steps: Step[]) =>
  followPath(
    json(text),
    steps.map((step) => create(StepSchema, step)),
    PARAMS,
  );

describe('SEL-1', () => {
  it('sees only what an object or an array has of its own', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'length', '0']) {
      for (const text of ['{}', '[]', '"text"', '7', 'null']) {
        expect([name, text, follow(text, key(name))]).toEqual([name, text, { kind: 'absent' }]);
      }
      expect(follow(`{"${name}":true}`, key(name))).toEqual({ kind: 'value', value: true });
    }
    // A number is kept as an object of ours, whose member is nobody's.
    expect(follow('7', key('source'))).toEqual({ kind: 'absent' });
  });

  it('walks as plain code does', () => {
    const trees = fc.jsonValue({ maxDepth: 3 });
    const steps = fc.array(fc.oneof(fc.nat(3), fc.constantFrom('', 'a', 'b')), { maxLength: 4 });
    fc.assert(
      fc.property(trees, steps, (tree, path) => {
        let at: unknown = tree;
        for (const step of path) {
          const isThere =
            typeof step === 'number'
              ? Array.isArray(at)
              : typeof at === 'object' && at !== null && !Array.isArray(at) && Object.hasOwn(at, step);
          at = isThere ? (at as Record<string | number, unknown>)[step] : undefined;
        }
        const found = follow(
          JSON.stringify(tree),
          ...path.map((s) => (typeof s === 'number' ? index(s) : key(s))),
        );
        expect(found).toEqual(
          at === undefined ? { kind: 'absent' } : { kind: 'value', value: json(JSON.stringify(at)) },
        );
      }),
    );
  });

  it('matches one element by a text, and says so where two match', () => {
    const of = (...ids: string[]) =>
      `[1,{"id":7},${ids.map((id, i) => `{"id":"${id}","n":${i}}`).join()},null]`;
    expect(follow(of('xa', 'xb'), match('id'), key('n'))).toEqual({ kind: 'value', value: json('1') });
    expect(follow(of('xb', 'xa', 'xb'), match('id'))).toEqual({ kind: 'ambiguous' });
    expect(follow(of('xa'), match('id'))).toEqual({ kind: 'absent' });
    expect(follow('{"id":"xb"}', match('id'))).toEqual({ kind: 'absent' });
  });
});
