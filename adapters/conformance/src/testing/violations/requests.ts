import { EXCHANGE } from '../../exchange.ts';
import type { Exchange } from '../../exchange.ts';
import { KEY, PARAMS } from '../exemplar.ts';
import { madeWithRead } from '../judge.ts';
import type { Violation } from '../judge.ts';

/** What can be wrong with requests, and with what compares them. */
export const REQUEST_VIOLATIONS: readonly Violation[] = [
  [
    'a request that is not what a notary renders',
    { exchange: { prepareRequest: (...args) => appended(EXCHANGE.prepareRequest(...args)) } },
    ['is what a notary renders, byte for byte outside the holes (REQ-1, REQ-2, REQ-3)'],
  ],
  [
    'a comparison that takes everything',
    { exchange: { compareRequest: () => ({ ok: true, value: undefined }) as never } },
    [
      'is refused with any visible byte changed (REQ-2)',
      'is refused with anything hidden that is no secret (REQ-3)',
      'is refused with a secret shown (REQ-3)',
    ],
  ],
  [
    'a secret in a header besides',
    madeWithRead({ headers: { 'x-debug': KEY } }),
    ['shows no byte of a secret'],
  ],
  [
    'a search that finds no holes',
    { exchange: { findHoles: () => ({ ok: true, value: [] }) } },
    ['has its holes found where header lines were put in another order'],
  ],
  [
    'parameters that are not looked at',
    {
      exchange: {
        prepareRequest: (operation, _, credentials) =>
          EXCHANGE.prepareRequest(
            operation,
            operation.message.name === 'meter/read' ? PARAMS.read : PARAMS.turn,
            credentials,
          ),
      },
    },
    [/^is not made of parameters that are (unknown|missing|illegal) /],
  ],
];

type Prepared = ReturnType<Exchange['prepareRequest']>;

function appended(result: Prepared): Prepared {
  if (!result.ok) return result;
  return { ...result, value: { ...result.value, bytes: new Uint8Array([...result.value.bytes, 0x20]) } };
}
