import type { Code, Vector } from '../vector.ts';
import { invalid, valid } from '../vector.ts';

/** A record of TLS 1.3 has a byte of type and a tag of 16 bytes beside its content. */
const sealed = (content: number) => content + 17;

interface Sent {
  readonly type: number;
  readonly length: number;
}
const data = (length: number, type = 23): Sent => ({ type, length: sealed(length) });
/** A public record holds 16 bytes at least, its type with them. */
const padded = data(15);
const KEY_UPDATE = data(5);

/** Segments by their bounds, as rule PRX-2 makes them: public and hole in turn. */
type Bounds = readonly (readonly [min: number, max: number])[];
const PLAIN: Bounds = [[190, 190]];
const ONE_HOLE: Bounds = [
  [43, 43],
  [20, 96],
  [251, 251],
];
const HOLE_AT_END: Bounds = [
  [180, 180],
  [8, 8],
  [0, 0],
];
const SHORT_FIRST: Bounds = [
  [14, 14],
  [20, 20],
  [16, 16],
];
const FIFTEEN: Bounds = [
  [15, 15],
  [8, 8],
  [15, 15],
];
const SHORT_LAST: Bounds = [
  [43, 43],
  [20, 20],
  [2, 2],
];
const HONEST = [data(43), KEY_UPDATE, data(40), KEY_UPDATE, data(251)];

const GOOD: readonly (readonly [
  name: string,
  segments: Bounds,
  records: readonly Sent[],
  publicEpochs: number[],
])[] = [
  ['no hole', PLAIN, [data(190)], [0]],
  ['a hole', ONE_HOLE, HONEST, [0, 2]],
  ['the shortest hole', ONE_HOLE, HONEST.with(2, data(20)), [0, 2]],
  ['the longest hole', ONE_HOLE, HONEST.with(2, data(96)), [0, 2]],
  ['a hole at the end', HOLE_AT_END, [data(180), KEY_UPDATE, data(8)], [0]],
  [
    'two holes and a known byte between them',
    [
      [43, 43],
      [8, 8],
      [1, 1],
      [8, 30],
      [2, 2],
    ],
    [data(43), KEY_UPDATE, data(8), KEY_UPDATE, padded, KEY_UPDATE, data(30), KEY_UPDATE, padded],
    [0, 2, 4],
  ],
  ['a first segment of 14 bytes, padded', SHORT_FIRST, [padded, KEY_UPDATE, data(20), KEY_UPDATE, data(16)], [0, 2]],
  ['segments of 15 bytes, which need no padding', FIFTEEN, [padded, KEY_UPDATE, data(8), KEY_UPDATE, padded], [0, 2]],
  ['a request of 4 bytes, padded', [[4, 4]], [padded], [0]],
];

const BAD: readonly (readonly [name: string, code: Code, segments: Bounds, records: readonly Sent[]])[] = [
  ['a handshake record in the clear', 'proxy.record_type', ONE_HOLE, [data(43, 22)]],
  ['an alert in the clear', 'proxy.record_type', ONE_HOLE, [...HONEST.slice(0, 4), data(251, 21)]],
  ['a ChangeCipherSpec', 'proxy.record_type', ONE_HOLE, HONEST.with(1, { type: 20, length: 1 })],
  ['a known segment that is a byte short', 'proxy.record_length', ONE_HOLE, [data(42)]],
  ['a known segment that is a byte long', 'proxy.record_length', ONE_HOLE, [data(44)]],
  ['a short first segment that is not padded', 'proxy.record_length', SHORT_FIRST, [data(14)]],
  [
    'a short last segment that is not padded',
    'proxy.record_length',
    SHORT_LAST,
    [data(43), KEY_UPDATE, data(20), KEY_UPDATE, data(2)],
  ],
  [
    'a short last segment that is padded to 17 bytes',
    'proxy.record_length',
    SHORT_LAST,
    [data(43), KEY_UPDATE, data(20), KEY_UPDATE, data(16)],
  ],
  ['a segment of 16 bytes that is padded', 'proxy.record_length', [[16, 16]], [data(17)]],
  ['a short hole that is padded', 'proxy.record_length', FIFTEEN, [padded, KEY_UPDATE, padded]],
  ['a segment in two records', 'proxy.record_length', PLAIN, [data(100), data(90)]],
  ['an empty record before all others', 'proxy.record_length', ONE_HOLE, [data(0), ...HONEST]],
  ['a hole that is a byte short', 'proxy.record_length', ONE_HOLE, HONEST.with(2, data(19))],
  ['a hole that is a byte long', 'proxy.record_length', ONE_HOLE, HONEST.with(2, data(97))],
  ['no KeyUpdate before the hole', 'proxy.record_length', ONE_HOLE, HONEST.toSpliced(1, 1)],
  ['no KeyUpdate behind the hole', 'proxy.record_length', ONE_HOLE, HONEST.toSpliced(3, 1)],
  ['two KeyUpdates', 'proxy.record_length', ONE_HOLE, HONEST.toSpliced(1, 0, KEY_UPDATE)],
  ['a KeyUpdate of six bytes', 'proxy.record_length', ONE_HOLE, HONEST.with(3, data(6))],
  ['a record behind the request', 'proxy.record_extra', ONE_HOLE, [...HONEST, data(1)]],
  ['a KeyUpdate behind the request', 'proxy.record_extra', PLAIN, [data(190), KEY_UPDATE]],
  [
    'an empty last segment as a record',
    'proxy.record_extra',
    HOLE_AT_END,
    [data(180), KEY_UPDATE, data(8), KEY_UPDATE, data(0)],
  ],
];

/** Records of a prover after its commitment, by type and by length without header, against the segments of its request (rule PRX-5). */
export function requestRecordVectors(): Vector[] {
  const segmentsOf = (bounds: Bounds) => bounds.map(([min, max], i) => ({ hole: i % 2 === 1, min, max }));
  return [
    ...GOOD.map(([name, bounds, records, public_epochs]) =>
      valid('PRX-5', name, { segments: segmentsOf(bounds), records, public_epochs }),
    ),
    ...BAD.map(([name, code, bounds, records]) =>
      invalid('PRX-5', name, code, { segments: segmentsOf(bounds), records }),
    ),
  ];
}
