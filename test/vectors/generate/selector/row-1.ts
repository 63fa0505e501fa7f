import { METERS } from '../operations-2.ts';
import { A, B, C, OK_PLUG, good, meterCase, metered, meters, one, plug, quoted } from './row-parts.ts';
import type { Bad, Good } from './row-parts.ts';

/** Which rows are read, of an array and of an object (rule ROW-1). */
export const ROW_1_ARRAY: readonly Good[] = [
  one('the row that was asked for', `[${quoted(A)}]`, OK_PLUG),
  [
    'in the order of the list, whatever theirs',
    { body: `[${quoted(C)},${quoted(A)},${quoted(B)}]`, params: { ids: [A, B, C] } },
    [OK_PLUG, OK_PLUG, OK_PLUG],
  ],
  one('none of the others', `[${quoted(B)},${quoted(A)},${quoted(C)}]`, OK_PLUG),
  one('others twice', `[${quoted(B)},${quoted(A)},${quoted(B)}]`, OK_PLUG),
  one(
    'among what has no key',
    `[null,4,"${A}",["${A}"],{},{"ID":"${A}"},{"id":null},{"id":["${A}"]},{"id":true},[${quoted(A)}],${quoted(A)}]`,
    OK_PLUG,
  ),
  [
    'by a number’s source text',
    { body: `[${plug('123456')},${plug('654321')}]`, params: { ids: ['123456'] } },
    [OK_PLUG],
  ],
  [
    'by a number’s source text and no other of the same value',
    { body: `[${plug('123456.0')},${plug('1.23456e5')}]`, params: { ids: ['123456'] } },
    [['NO_ROW']],
  ],
  one('by a key in escapes', `[${plug('"\\u00618032abe54dc"')}]`, OK_PLUG),
  one('not by a key in capitals', `[${plug('"A8032ABE54DC"')}]`, ['NO_ROW']),
  one('not by a key that looks alike', `[${plug('"ａ8032abe54dc"')},${plug('"а8032abe54dc"')}]`, ['NO_ROW']),
  one('not by a key with more to it', `[${plug(`"${A}\\u0000"`)},${plug(`" ${A}"`)}]`, ['NO_ROW']),
];

export const ROW_1_MEMBERS: readonly Good[] = [
  meterCase(
    'members of an object',
    ['m1', 'm2'],
    meters(`"m2":${good}`, `"m3":1`, `"m1":${good}`),
    metered('OK'),
    metered('OK'),
  ),
  meterCase('no member', ['m1', 'm2'], meters(`"m2":${good}`), ['NO_ROW'], metered('OK')),
  meterCase('a member named __proto__', ['__proto__', 'a'], meters(`"__proto__":${good}`), metered('OK'), [
    'NO_ROW',
  ]),
  meterCase(
    'nothing that is inherited',
    ['__proto__', 'constructor', 'toString'],
    meters(),
    ['NO_ROW'],
    ['NO_ROW'],
    ['NO_ROW'],
  ),
  meterCase('a member that is null', ['m1'], meters('"m1":null'), ['CONDITION']),
];

/** Responses that have no rows at all (rules ROW-1, ROW-2, RES-4 and OP-6). */
export const BAD_ROWS: readonly Bad[] = [
  ['ROW-1', 'an object in place of an array', 'vendor.condition_failed', { body: '{"0":1}' }],
  ...['null', '[]', '"x"', '3', 'true'].map(
    (text) =>
      [
        'ROW-1',
        `${text} in place of an object`,
        'rows.invalid',
        {
          body: `{"sites":[{"site":"7","meters":${text}}]}`,
          operation: METERS,
          params: { site: '7', ids: ['m1'] },
        },
      ] as const,
  ),
  [
    'ROW-1',
    'no object',
    'rows.invalid',
    { body: '{"sites":[{"site":"8","meters":{}}]}', operation: METERS, params: { site: '7', ids: ['m1'] } },
  ],
  [
    'ROW-1',
    'two objects',
    'rows.invalid',
    {
      body: '{"sites":[{"site":"7","meters":{}},{"site":"7","meters":{}}]}',
      operation: METERS,
      params: { site: '7', ids: ['m1'] },
    },
  ],
  [
    'RES-4',
    'a member of the rows twice',
    'response.json_duplicate',
    { body: meters(`"m1":${good}`, `"m1":${good}`), operation: METERS, params: { site: '7', ids: ['m1'] } },
  ],
  [
    'RES-4',
    'a member of the rows twice, once in escapes',
    'response.json_duplicate',
    {
      body: meters(`"m1":${good}`, `"\\u006d1":${good}`),
      operation: METERS,
      params: { site: '7', ids: ['m1'] },
    },
  ],
  ['ROW-2', 'a condition of the whole', 'vendor.condition_failed', { body: '[]' }],
  ['OP-6', 'a list without items', 'params.value', { body: `[${quoted(A)}]`, params: { ids: [] } }],
];
