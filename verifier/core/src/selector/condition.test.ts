import { ConditionSchema, create } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { json, key, match, PARAMS } from '../testing/paths.ts';
import type { Step } from '../testing/paths.ts';
import { holds } from './condition.ts';

type Test = NonNullable<MessageInitShape<typeof ConditionSchema>['test']>;

describe('CON-1', () => {
  const BODY = json('{"ok":true,"n":1.0,"s":"xb","z":null,"list":[{"id":"xb"},{"id":"xb"}]}');
  const text: Test = {
    case: 'equalsString',
    value: { parts: [{ kind: { case: 'literal', value: 'xb' } }] },
  };
  const literal = (value: string): Test => ({ case: 'equalsLiteral', value });
  const present = (value: boolean): Test => ({ case: 'present', value });

  it.each<[boolean, string, [Test, ...Step[]]]>([
    [true, 'a text that is equal', [text, key('s')]],
    [false, 'a text where a literal is asked for', [literal('xb'), key('s')]],
    [true, 'true', [literal('true'), key('ok')]],
    [true, 'null', [literal('null'), key('z')]],
    [true, 'a number by its source', [literal('1.0'), key('n')]],
    [false, 'an equal number of another source', [literal('1'), key('n')]],
    [false, 'a literal of another kind', [literal('false'), key('ok')]],
    [true, 'null, which is there', [present(true), key('z')]],
    [true, 'what is not there', [present(false), key('none')]],
    [false, 'what is there, and is not to be', [present(false), key('z')]],
    [false, 'what is ambiguous, as present', [present(true), key('list'), match('id')]],
    [false, 'what is ambiguous, as absent', [present(false), key('list'), match('id')]],
    [false, 'a text at an ambiguous place', [text, key('list'), match('id'), key('id')]],
    [false, 'no test at all', [{ case: undefined }, key('ok')]],
  ])('%s: %s', (expected, _what, [test, ...path]) => {
    expect(holds(create(ConditionSchema, { path, test }), BODY, PARAMS)).toBe(expected);
  });
});
