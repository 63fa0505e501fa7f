import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation, Params } from '@cloudx3/verifier-core';
import { FOUR_HOLES, POWER, WEATHER } from '../operations.ts';
import { PLUGS } from '../operations-2.ts';
import { BODY, GOOD, instead, KEY, LINE, POWER_PARAMS, request } from '../request/parts.ts';
import { hex, paramsField, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** Its body is 10 to 108 bytes long, so that the line of `content-length` has two digits or three. */
const FORM = defineOperation({
  kind: 'read',
  name: 'example/form',
  server: { name: 'api.example.com' },
  method: 'POST',
  target: '/v1/power',
  contentType: 'application/x-www-form-urlencoded',
  body: 'k={!key}',
  holes: { key: { charset: 'alphanumeric', minLength: 8, maxLength: 106 } },
  readings: { power: { unit: 'W', path: ['power'] } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

const LIST_PARAMS: Params = { ids: ['a8032abe54dc', 'b0b21c'] };
const LIST_SENT = request(
  LINE,
  instead('accept: application/json').map((line) =>
    line.startsWith('content-length') ? `content-length: ${BODY.length + 9}` : line,
  ),
  BODY.replace('"]', '","b0b21c"]'),
);

/** A rendered request in pieces, written out: known text and holes in turn, each hole as its bounds. */
type Pieces = readonly (string | readonly [min: number, max: number])[];

const HOST = 'host: api.example.com';
const FIXED = ['connection: close', 'accept-encoding: identity'];
const FORM_TYPE = 'content-type: application/x-www-form-urlencoded';
const lines = (...text: readonly string[]) => text.join('\r\n');

const CASES: readonly (readonly [
  name: string,
  operation: CheckedOperation,
  params: Params,
  pieces: Pieces,
])[] = [
  ['a hole in the request line', POWER, POWER_PARAMS, around(GOOD, KEY, [20, 96])],
  ['a list in the body', PLUGS, LIST_PARAMS, around(LIST_SENT, KEY, [20, 20])],
  [
    'no hole',
    WEATHER,
    { latitude: '47.37', longitude: '8.54' },
    [
      lines(
        'GET /v1/forecast?latitude=47.37&longitude=8.54&current=temperature_2m&timezone=UTC HTTP/1.1',
        `${HOST}:8443`,
        ...FIXED,
        '',
        '',
      ),
    ],
  ],
  [
    'four holes, the last at the end of the body',
    FOUR_HOLES,
    {},
    [
      'POST /v1/power?key=',
      [3, 4],
      lines(' HTTP/1.1', HOST, ...FIXED, 'content-length: 19', FORM_TYPE, 'x-token: '),
      [5, 5],
      '\r\n\r\nuser=',
      [6, 6],
      '&',
      [7, 7],
      '',
    ],
  ],
];

/** The segments of rendered requests (rule PRX-2), each with the fewest and the most bytes that it may have. */
export function requestSegmentVectors(): Vector[] {
  const form = (length: number) =>
    lines('POST /v1/power HTTP/1.1', HOST, ...FIXED, `content-length: ${length}`, FORM_TYPE, '', 'k=').length;
  return [
    ...CASES.map(([name, operation, params, pieces]) =>
      vector(name, operation, params, pieces.map(segmentOf)),
    ),
    vector('a hole that changes the digits of content-length', FORM, {}, [
      { hole: false, min: form(10), max: form(108) },
      { hole: true, min: 8, max: 106 },
      { hole: false, min: 0, max: 0 },
    ]),
  ];
}

interface Segment {
  readonly hole: boolean;
  readonly min: number;
  readonly max: number;
}

function vector(
  name: string,
  operation: CheckedOperation,
  params: Params,
  segments: readonly Segment[],
): Vector {
  return valid('PRX-2', name, {
    operation: hex(operation.bytes),
    params: paramsField(params),
    segments,
  });
}

function segmentOf(piece: Pieces[number]): Segment {
  if (typeof piece !== 'string') return { hole: true, min: piece[0], max: piece[1] };
  const { length } = Buffer.from(piece);
  return { hole: false, min: length, max: length };
}

function around(text: string, hole: string, bounds: readonly [number, number]): Pieces {
  const [before = '', behind = ''] = text.split(hole);
  return [before, bounds, behind];
}
