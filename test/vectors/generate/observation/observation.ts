import { ObservationBodySchema, ObservationSchema, encode } from '@cloudx3/proto';
import type { FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import { FEED, NETWORK, decimalJson, feedJson, networkJson } from '../bodies.ts';
import { digestOf, hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { BAD_AGG_1, GOOD_AGG_1 } from './agg-1.ts';
import { BAD_ATT_2 } from './att-2.ts';
import { GOOD_OBS_1 } from './obs-1.ts';
import { BAD_ED_1, GOOD_ED_1 } from './ed-1.ts';
import { BAD_OBS_2 } from './obs-2.ts';
import { BAD_OBS_3 } from './obs-3.ts';
import { BAD_OBS_5, GOOD_OBS_5 } from './obs-5.ts';
import { BAD_OBS_6, GOOD_OBS_6 } from './obs-6.ts';
import { BAD_OBS_7 } from './obs-7.ts';
import { BAD_OBS_9, GOOD_OBS_9 } from './obs-9.ts';

const GOOD = woven(
  [GOOD_OBS_1, GOOD_OBS_6, GOOD_AGG_1, GOOD_OBS_5, GOOD_OBS_9].flat(),
  'OBS-1 OBS-6 AGG-1 OBS-5*3 OBS-6*3 OBS-5*2 OBS-9*8',
);
const BAD = woven(
  [BAD_OBS_2, BAD_OBS_3, BAD_OBS_5, BAD_OBS_6, BAD_OBS_9, BAD_AGG_1, BAD_OBS_7, BAD_ATT_2].flat(),
  'OBS-2*12 OBS-3*2 OBS-5*12 OBS-6*2 OBS-9*5 OBS-5*7 AGG-1 OBS-6*2 OBS-7*3 OBS-2 ATT-2 OBS-5',
);

/** Rules OBS-1, OBS-2, OBS-3, OBS-5, OBS-6, OBS-7 and OBS-9: an observation against a feed. `value` is a mantissa at the feed's decimals. */
export function observationVectors(): Vector[] {
  const fields = (o: ShapedObservation, feed: FeedTerms, latest: bigint | undefined) => ({
    observation: hex(encode(ObservationSchema, o)),
    network: networkJson(NETWORK),
    feed: feedJson(feed),
    ...(latest === undefined ? {} : { latest: decimalJson({ mantissa: latest, scale: feed.decimals }) }),
    id: hex(digestOf(o.body.version === 2 ? 'observation2' : 'observation', encode(ObservationBodySchema, o.body))),
  });
  return [
    ...GOOD.map(([rule, name, o, mantissa, feed = FEED, latest]) =>
      valid(rule, name, { ...fields(o, feed, latest), value: { mantissa, scale: feed.decimals } }),
    ),
    ...BAD.map(([rule, name, code, o, feed = FEED, latest]) =>
      invalid(rule, name, code, fields(o, feed, latest)),
    ),
    ...GOOD_ED_1.map(([rule, name, o, feed, values]) =>
      valid(rule, name, { ...fields(o, feed, undefined), ...valuesOf(values, feed) }),
    ),
    ...BAD_ED_1.map(([rule, name, code, o, feed]) => invalid(rule, name, code, fields(o, feed, undefined))),
  ];
}

/** `value` of a feed of its own, `values` of a group, null where a row has none. */
function valuesOf(values: readonly (string | null)[], { rows, decimals: scale }: FeedTerms) {
  const shown = values.map((mantissa) => (mantissa === null ? null : { mantissa, scale }));
  return rows === undefined ? { value: shown[0] } : { values: shown };
}
