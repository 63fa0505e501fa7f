import { HOLE, LITERAL, PARAMETER, TOKEN, readings } from './parts.ts';
import type { Case } from './parts.ts';

/** What is declared and not used, or used twice (rule OP-3). */
export const OP_3: readonly Case[] = [
  [
    'OP-3',
    'two literals side by side',
    'operation.template',
    () => ({ target: [LITERAL('/a'), LITERAL('?k='), HOLE('auth_key')] }),
  ],
  [
    'OP-3',
    'empty literal',
    'operation.template',
    () => ({ target: [LITERAL('/a?k='), HOLE('auth_key'), LITERAL('')] }),
  ],
  [
    'OP-3',
    'part without a kind',
    'operation.template',
    () => ({ target: [LITERAL('/a?k='), HOLE('auth_key'), {}] }),
  ],
  [
    'OP-3',
    'parameter next to a hole',
    'operation.template',
    () => ({ target: [LITERAL('/a?k='), HOLE('auth_key'), PARAMETER('device_id')] }),
  ],
  [
    'OP-3',
    'parameter that is not declared',
    'operation.undeclared',
    () => ({ target: [LITERAL('/'), PARAMETER('x'), LITERAL('?k='), HOLE('auth_key')] }),
  ],
  [
    'OP-3',
    'hole that is not declared',
    'operation.undeclared',
    () => ({ target: [LITERAL('/?k='), HOLE('auth_key'), LITERAL('&l='), HOLE('x')] }),
  ],
  [
    'OP-3',
    'parameter that is not used',
    'operation.unused',
    (o) => ({ parameters: [...o.parameters, TOKEN('x', 1, 2)] }),
  ],
  ['OP-3', 'hole that is not used', 'operation.unused', () => ({ target: [LITERAL('/')] })],
  [
    'OP-3',
    'hole used twice',
    'operation.hole_use',
    () => ({ target: [LITERAL('/?k='), HOLE('auth_key'), LITERAL('&l='), HOLE('auth_key')] }),
  ],
  [
    'OP-3',
    'hole in a condition',
    'operation.hole_use',
    () => ({
      conditions: [{ path: [], test: { case: 'equalsString', value: { parts: [HOLE('auth_key')] } } }],
    }),
  ],
  [
    'OP-3',
    'hole in a path',
    'operation.hole_use',
    (o) =>
      readings(o, { path: [{ kind: { case: 'match', value: { key: 'a', equals: [HOLE('auth_key')] } } }] }),
  ],
];
