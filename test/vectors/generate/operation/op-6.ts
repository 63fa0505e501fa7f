import { Charset, OperationKind } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import { HEADER, KEY, LITERAL, NONE, PARAMETER, TOKEN } from './parts.ts';
import type { Case, Init } from './parts.ts';

const ITEM = { charset: Charset.HEX_LOWER, minLength: 6, maxLength: 12 };

/** The list of the operation, changed. */
const list = (change: object) => () => ({
  parameters: [
    {
      name: 'ids',
      type: { case: 'list' as const, value: { item: ITEM, maxItems: 10, separator: ',', ...change } },
    },
  ] as Init['parameters'] & object,
});
const another = (o: Operation) => ({ ...o.parameters[0], name: 'more' });
const P = 'operation.parameters';

/** Lists that are none, or that stand where no list may (rule OP-6). What they differ from is the first operation of the second edition. */
export const BAD_OP_6: readonly Case[] = [
  ['OP-6', 'list without a type of items', P, list({ item: undefined })],
  ['OP-6', 'list of items of length 0', P, list({ item: { ...ITEM, minLength: 0 } })],
  ['OP-6', 'list of items of a charset that is not known', P, list({ item: { ...ITEM, charset: 6 } })],
  ['OP-6', 'list of 0 items', P, list({ maxItems: 0 })],
  ['OP-6', 'list of 33 items', P, list({ maxItems: 33 })],
  ['OP-6', 'empty separator', P, list({ separator: '' })],
  ['OP-6', 'separator of 9 characters', P, list({ separator: '---------' })],
  ['OP-6', 'separator with a space', P, list({ separator: ', ,' })],
  ['OP-6', 'separator with a line break', P, list({ separator: ',\r\n,' })],
  ['OP-6', 'separator with a number sign', P, list({ separator: '#' })],
  ['OP-6', 'separator outside ASCII', P, list({ separator: '،' })],
  ['OP-6', 'separator that an item may begin with', P, list({ separator: ',a' })],
  ['OP-6', 'separator that an item may end with', P, list({ separator: '0,' })],
  [
    'OP-6',
    'two lists',
    P,
    (o) => ({ parameters: [...o.parameters, another(o)] as Init['parameters'] & object }),
  ],
  [
    'OP-6',
    'list in a header',
    'operation.list_use',
    (o) => ({ headers: [...o.headers, HEADER('x-ids', PARAMETER('ids'))] }),
  ],
  [
    'OP-6',
    'list in a condition',
    'operation.list_use',
    () => ({
      conditions: [{ path: [], test: { case: 'equalsString', value: { parts: [PARAMETER('ids')] } } }],
    }),
  ],
  [
    'OP-6',
    'list in a condition of the rows',
    'operation.list_use',
    (o) => ({
      rows: {
        ...o.rows,
        conditions: [{ path: [], test: { case: 'equalsString', value: { parts: [PARAMETER('ids')] } } }],
      } as Init['rows'] & object,
    }),
  ],
  [
    'OP-6',
    'list in the path of the rows',
    'operation.list_use',
    (o) => ({
      rows: {
        ...o.rows,
        path: [{ kind: { case: 'match', value: { key: 'a', equals: [PARAMETER('ids')] } } }],
      } as Init['rows'] & object,
    }),
  ],
  ['OP-3', 'list that names rows and is not sent', 'operation.unused', () => ({ body: [LITERAL('{}')] })],
  [
    'OP-3',
    'hole in the key of the rows',
    'operation.hole_use',
    (o) => ({
      rows: {
        ...o.rows,
        key: [
          {
            kind: {
              case: 'match',
              value: { key: 'a', equals: [{ kind: { case: 'hole', value: 'auth_key' } }] },
            },
          },
        ],
      } as Init['rows'] & object,
    }),
  ],
  [
    'OP-3',
    'parameter in a quality that is not declared',
    'operation.undeclared',
    (o) => ({
      readings: o.readings.map((reading) => ({
        ...reading,
        quality: {
          path: [{ kind: { case: 'match' as const, value: { key: 'a', equals: [PARAMETER('x')] } } }],
          map: [{ text: 'a', quality: 1 }],
        },
      })) as Init['readings'] & object,
    }),
  ],
  [
    'ROW-1',
    'rows of a list that is not declared',
    'operation.rows',
    (o) => ({ rows: { ...o.rows, list: 'id' } as Init['rows'] & object }),
  ],
  [
    'ROW-1',
    'rows of a parameter that is no list',
    'operation.rows',
    (o) => ({
      parameters: [TOKEN('ids', 1, 2)],
      rows: o.rows as Init['rows'] & object,
    }),
  ],
  ['ROW-1', 'rows of an action', 'operation.rows', () => ({ kind: OperationKind.ACTION })],
  [
    'ROW-1',
    'rows with a path of 17 steps',
    'operation.path',
    (o) => ({
      rows: { ...o.rows, path: Array.from({ length: 17 }, () => KEY('a')) } as Init['rows'] & object,
    }),
  ],
  [
    'ROW-1',
    'rows with an empty step in their key',
    'operation.path',
    (o) => ({ rows: { ...o.rows, key: [{}] } as Init['rows'] & object }),
  ],
  [
    'ROW-1',
    'rows with 17 conditions',
    'operation.conditions',
    (o) => ({
      rows: {
        ...o.rows,
        conditions: Array.from({ length: 17 }, () => ({ path: [], test: { case: 'present', value: true } })),
      } as Init['rows'] & object,
    }),
  ],
  [
    'ROW-1',
    'rows that no attestation holds',
    'operation.rows',
    list({ item: { ...ITEM, maxLength: 68 }, maxItems: 23 }),
  ],
];

/** The same where they are good. */
export const GOOD_OP_6: readonly (readonly [rule: string, name: string, change: Case[3]])[] = [
  ['OP-6', 'list of 32 items', list({ maxItems: 32, item: { ...ITEM, maxLength: 10 } })],
  ['OP-6', 'separator of 8 characters that items may have within it', list({ separator: '&amp;id=' })],
  ['ROW-1', 'rows that an attestation just holds', list({ item: { ...ITEM, maxLength: 60 }, maxItems: 23 })],
  [
    'ROW-1',
    'rows that are the members of an object',
    (o) => ({ rows: { ...o.rows, key: [] } as Init['rows'] & object }),
  ],
  ['OP-6', 'list without rows', (o) => ({ rows: NONE, readings: o.readings })],
];
