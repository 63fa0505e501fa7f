import { element } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { PARAMS, READ, RECORDED, TURN, makeExemplar } from '../exemplar.ts';
import { forged, forgedRead, made, madeWithRead } from '../judge.ts';
import type { Violation } from '../judge.ts';

const METER = element('id', '{id}');
let count = 0;

/** What can be wrong with an adapter and its operations as such. */
export const ADAPTER_VIOLATIONS: readonly Violation[] = [
  [
    'an id that is not of its bytes',
    forgedRead(() => ({ id: new Uint8Array(32) })),
    ['is read back from its canonical bytes under the same id (OP-1, OP-2, OP-3)'],
  ],
  [
    'an operation that a counter is part of',
    {
      make: () =>
        makeExemplar({ operations: { read: { ...READ, name: `meter/read-${(count += 1)}` }, turn: TURN } }),
    },
    ['is made again with the same id, which neither a clock nor chance is part of'],
  ],
  [
    'a reading without bounds',
    madeWithRead({ readings: { ...READ.readings, power: { unit: 'W', path: [METER, 'power'] } } }),
    ['has no lint errors and no lint warnings'],
  ],
  [
    'a request that is larger than promised',
    { setup: { largestRequestBytes: 100 } },
    ['fits every request that its parameters can make, within what the adapter promises'],
  ],
  [
    'a hole that stands nowhere',
    forgedRead(({ message }) => ({
      message: { ...message, holes: [...message.holes, { ...message.holes[0], name: 'ghost' }] },
    })),
    ['says what a notary sees of each secret'],
  ],
  [
    'a read that was never recorded',
    { records: RECORDED.slice(1) },
    ['has a recorded success if it is read, and parameters in the setup'],
  ],
  [
    'an operation without parameters in the setup',
    { setup: { params: { read: PARAMS.read } } },
    ['has a recorded success if it is read, and parameters in the setup'],
  ],
  [
    'one operation under two keys',
    forged({
      operations: {
        ...makeExemplar().operations,
        again: makeExemplar().operations.read,
      },
    }),
    ['names every operation once, under its vendor'],
  ],
  [
    'a vendor whose operations are named after another',
    forged({ vendor: 'other' }),
    ['names every operation once, under its vendor', 'names every code of its error table under its vendor'],
  ],
  [
    'a setting that nobody explains',
    made({ settings: z.strictObject({ host: z.string().default('x') }) }),
    ['describes every setting'],
  ],
  [
    'a setting without default and example',
    made({ settings: z.strictObject({ host: z.string().meta({ description: 'Name' }) }) }),
    ['can be shown in a manifest: what has no default has an example'],
  ],
];
