import { AttestationBodySchema, Mode, ObservationBodySchema, ReportSchema, encode } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import type { FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import { FEED, NETWORK, decimalJson, feedJson, networkJson } from '../bodies.ts';
import { build, hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { GOOD_AGG_1 } from './agg-1.ts';
import { BAD_ATT_2 } from './att-2.ts';
import { GOOD_OBS_9 } from './obs-9.ts';
import { THREE } from './parts.ts';
import { BAD_ED_1, GOOD_ED_1 } from './ed-1.ts';
import { BAD_REP_1, GOOD_REP_1 } from './rep-1.ts';
import { BAD_REP_2 } from './rep-2.ts';
import { BAD_REP_3 } from './rep-3.ts';
import { BAD_REP_5 } from './rep-5.ts';
import { BAD_REP_7, GOOD_REP_7 } from './rep-7.ts';

const GOOD = woven(
  [GOOD_REP_1, GOOD_AGG_1, GOOD_REP_7, GOOD_OBS_9].flat(),
  'REP-1 AGG-1*4 REP-1 AGG-1 REP-7*2 OBS-9*2',
);
const BAD = woven(
  [BAD_REP_1, BAD_REP_2, BAD_REP_3, BAD_REP_5, BAD_REP_7, BAD_ATT_2].flat(),
  'REP-1*5 REP-2*8 REP-3*7 REP-5*4 REP-7*7 ATT-2 REP-7 ATT-2 REP-7*4 REP-5*17 ATT-2',
);
const BASE = buildReport(FEED, THREE);

/**
 * Rules REP-1, REP-2, REP-3, REP-5, REP-7, OBS-9 and AGG-1: a report against a feed. Values are mantissas at the feed's decimals; `bodies` are the signed
 * bytes that a reader has to rebuild.
 */
export function reportVectors(): Vector[] {
  const fields = (report: Report, feed: FeedTerms, latest: bigint | undefined, network = NETWORK) => ({
    report: hex(encode(ReportSchema, report)),
    network: networkJson(network),
    feed: feedJson(feed),
    ...(latest === undefined ? {} : { latest: decimalJson({ mantissa: latest, scale: feed.decimals }) }),
  });
  return [
    ...GOOD.map(([rule, name, list, { value, spread, ...expected }, feed = FEED, latest]) =>
      valid(rule, name, {
        ...fields(buildReport(feed, list), feed, latest),
        value: { mantissa: value, scale: feed.decimals },
        spread: { mantissa: spread, scale: feed.decimals },
        observations: list.length,
        modes: { mpc: list.length, proxy: 0 },
        custom_ca: false,
        ...expected,
        bodies: bodiesOf(list),
      }),
    ),
    ...BAD.map(([rule, name, code, change, feed = FEED, network = NETWORK, latest]) => {
      const report = build(ReportSchema, { ...BASE, ...change(BASE) });
      return invalid(rule, name, code, fields(report, feed, latest, network));
    }),
    ...GOOD_ED_1.map(([rule, name, report, list, feed, outcomes]) => {
      const scale = feed.decimals;
      const feeds = outcomes.map(
        (outcome) =>
          outcome && {
            value: { mantissa: outcome.value, scale },
            spread: { mantissa: outcome.spread, scale },
            observations: outcome.observations,
          },
      );
      return valid(rule, name, {
        ...fields(report, feed, undefined),
        ...(feed.rows === undefined ? feeds[0] : { feeds }),
        observations: list.length,
        notaries: 2,
        modes: { mpc: inMode(list, Mode.MPC), proxy: inMode(list, Mode.PROXY) },
        custom_ca: false,
        bodies: bodiesOf(list),
      });
    }),
    ...BAD_ED_1.map(([rule, name, code, report, feed]) =>
      invalid(rule, name, code, fields(report, feed, undefined)),
    ),
  ];
}

const inMode = (list: readonly ShapedObservation[], mode: Mode): number =>
  list.filter(({ attestations }) => attestations[0]?.body.mode === mode).length;

function bodiesOf(list: readonly ShapedObservation[]) {
  return list.map((o) => ({
    observation: hex(encode(ObservationBodySchema, o.body)),
    attestations: o.attestations.map(({ body }) => hex(encode(AttestationBodySchema, body))),
  }));
}
