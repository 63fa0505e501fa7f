import { A, B, TS, oneOf, plug, quoted } from './row-parts.ts';
import type { Good } from './row-parts.ts';

/** What becomes of a row (rule ROW-2). */
export const ROW_2: readonly Good[] = [
  [
    'no rows at all is refused by a condition of the whole, and here one is there',
    { body: `[${quoted(B)}]`, params: { ids: [A] } },
    [['NO_ROW']],
  ],
  oneOf('two of one key', `${quoted(A)},${quoted(A)}`, 'AMBIGUOUS'),
  oneOf(
    'two of one key, one of them offline',
    `${quoted(A)},${plug(`"${A}"`, '', '"online":0')}`,
    'AMBIGUOUS',
  ),
  oneOf('three of one key', [quoted(A), quoted(A), quoted(A)].join(','), 'AMBIGUOUS'),
  oneOf('a device that is offline', plug(`"${A}"`, '', '"online":0'), 'CONDITION'),
  oneOf('a device that says nothing of being online', plug(`"${A}"`, '', '"x":1'), 'CONDITION'),
  oneOf('a row that is offline and has nothing', `{"id":"${A}","online":0}`, 'CONDITION'),
  oneOf('a row without what is read', `{"id":"${A}","online":1}`, 'ABSENT'),
  oneOf('null is not 0', `{"id":"${A}","online":1,"status":{"total":null,"apower":1,"ts":${TS}}}`, 'NULL'),
  oneOf(
    'text is no number',
    `{"id":"${A}","online":1,"status":{"total":"1","apower":1,"ts":${TS}}}`,
    'NON_NUMERIC',
  ),
  oneOf(
    'below its bounds',
    `{"id":"${A}","online":1,"status":{"total":-1,"apower":1,"ts":${TS}}}`,
    'OUT_OF_BOUNDS',
  ),
  oneOf('the first reading decides', `{"id":"${A}","online":1,"status":{"total":null,"apower":"x"}}`, 'NULL'),
  oneOf('readings before times', `{"id":"${A}","online":1,"status":{"total":1,"apower":null}}`, 'NULL'),
  oneOf('no time', `{"id":"${A}","online":1,"status":{"total":1,"apower":1}}`, 'OBSERVED_AT'),
  oneOf(
    'a time 61 s ahead',
    `{"id":"${A}","online":1,"status":{"total":1,"apower":1,"ts":1790000061}}`,
    'OBSERVED_AT',
  ),
];
