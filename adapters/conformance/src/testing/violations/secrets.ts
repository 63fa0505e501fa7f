import { Credentials } from '@cloudx3/adapter-kit';
import type { Params } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { EXCHANGE } from '../../exchange.ts';
import type { Exchange } from '../../exchange.ts';
import { EXEMPLAR, KEY } from '../exemplar.ts';
import { forged, forgedSwitch, made } from '../judge.ts';
import type { Violation } from '../judge.ts';

/** Prints what it should keep. */
class Loud extends Credentials {
  override toString(): string {
    return JSON.stringify(this.reveal());
  }
}

/** What can be wrong with credentials, and with what a device can be told. */
export const SECRET_VIOLATIONS: readonly Violation[] = [
  [
    'credentials that print themselves',
    { exchange: { readCredentials: () => new Loud({ key: KEY }) } },
    ['print as nothing'],
  ],
  [
    'credentials of any form',
    made({ auth: { ...EXEMPLAR.auth, credentials: z.any().transform(() => ({ key: KEY })) } }),
    ['of another form are refused without being shown'],
  ],
  [
    'a refusal that repeats a parameter',
    {
      exchange: {
        prepareRequest: (operation, params, credentials) =>
          repeated(EXCHANGE.prepareRequest(operation, params, credentials), params),
      },
    },
    ['are in no message about a request'],
  ],
  [
    'an explanation that quotes the vendor',
    {
      exchange: {
        explainFailure: (adapter, code, response) => ({
          ...EXCHANGE.explainFailure(adapter, code, response),
          meaning: Buffer.from(response ?? []).toString('latin1'),
        }),
      },
    },
    ['that the vendor echoes are in no message about an answer'],
  ],
  [
    'a value that reads back as no number',
    forgedSwitch({ values: [{ value: 'true', expect: 'on', title: '' }] }),
    ['can be registered: ids, values and what each reads back as (CMD-1, CMD-3)'],
  ],
  [
    'a value that reads back beyond what the reading takes',
    forgedSwitch({ reading: 'power', values: [{ value: 'true', expect: '99999', title: '' }] }),
    ['reads back within the bounds of the reading'],
  ],
  [
    'two values that ask for the same',
    forgedSwitch({
      values: ['1', '0'].map((expected) => ({ value: 'true', expect: expected, title: '' })),
    }),
    ['makes a request for each value from the parameters of the device'],
  ],
  [
    'a serial that no parameter holds',
    forged({ serialParam: 'serial' }),
    ['is read back, with the parameter that tells devices apart'],
  ],
];

type Prepared = ReturnType<Exchange['prepareRequest']>;

function repeated(result: Prepared, params: Params): Prepared {
  return result.ok ? result : { ...result, message: `is not ${Object.values(params).join()}` };
}
