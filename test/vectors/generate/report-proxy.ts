import { Mode, ReportSchema } from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import type { CoreCode, FeedTerms } from '@cloudx3/verifier-core';
import {
  attestation,
  must,
  NETWORK,
  NOTARIES,
  observation,
  OPERATORS,
  proxied,
  PROXY_PATH,
  ROUND,
} from './bodies.ts';
import type { BodyInit } from './bodies.ts';
import { BOTH_MODES, far, NINES, observations, of, own, THREE } from './report-parts.ts';
import type { Bad, Change, Good } from './report-parts.ts';
import { build } from './vector.ts';

const A = must(NOTARIES[0]);
const B = must(NOTARIES[1]);
const movedMoreThan = (mantissa: bigint, feed = BOTH_MODES): FeedTerms => ({
  ...feed,
  stepUp: { movedMoreThan: { mantissa, scale: feed.decimals } },
});
const MOVED = movedMoreThan(500n);

/** Rules REP-7 and OBS-9: reports that land. */
export function goodProxyCases(): Good[] {
  const proxy = { mpc: 0, proxy: 3 };
  const three = { value: '20', spread: '20', notaries: 2, modes: proxy };
  const onlyFirst = (i: number): BodyInit => (i === 0 ? {} : proxied());
  return [
    ['REP-7', 'one path for all', observations([1n, 2n, 3n], () => proxied()), three, BOTH_MODES],
    ['REP-7', 'a path for each', observations([1n, 2n, 3n], toItsOwn), three, BOTH_MODES],
    [
      'OBS-9',
      'PROXY that moved by the bound, and MPC further',
      observations([2000n, 2050n, 2040n], onlyFirst),
      { value: '20400', spread: '500', notaries: 2, modes: { mpc: 1, proxy: 2 } },
      MOVED,
      20_900n,
    ],
    [
      'OBS-9',
      'MPC in a round that k divides',
      THREE,
      { value: '21500', spread: '600', notaries: 2 },
      { ...BOTH_MODES, stepUp: { everyRounds: ROUND } },
    ],
  ];
}

/** What each has of its own is the address; the report sorts them, the observers' order is another. */
function toItsOwn(i: number): BodyInit {
  return proxied({ resolvedAddress: `203.0.113.${9 - i}` });
}

/** Changes the paths of a report of three observations in PROXY mode over a path each. */
function badPath(name: string, code: CoreCode, change: Change): Bad {
  const report = buildReport(BOTH_MODES, observations([1n, 2n, 3n], toItsOwn));
  return ['REP-7', name, code, () => build(ReportSchema, { ...report, ...change(report) }), BOTH_MODES];
}

/** Rule REP-7. */
export function badPaths(): Bad[] {
  const P: CoreCode = 'report.paths';
  const firstPath =
    (change: object): Change =>
    (r) => ({ paths: r.paths.map((path, i) => (i === 0 ? { ...path, ...change } : path)) });
  return [
    badPath('paths out of order', P, (r) => ({ paths: r.paths.toReversed() })),
    badPath('one path twice', P, (r) => ({ paths: [must(r.paths[0]), ...r.paths] })),
    badPath('one path in the place of another', P, (r) => ({
      paths: r.paths.map(() => must(r.paths[0])),
    })),
    badPath('a path that nobody names', P, (r) => own(r, { path: 1 })),
    badPath('a path that is not there', P, (r) => own(r, { path: 4 })),
    badPath('a path far beyond', P, (r) => own(r, { path: 0xffff_ffff })),
    badPath('no paths where they are named', P, () => ({ paths: [] })),
    [
      'ATT-2',
      'PROXY that names no path',
      'attestation.malformed',
      () => {
        const r = buildReport(
          BOTH_MODES,
          observations([1n, 2n, 3n], () => proxied()),
        );
        return { ...r, ...own(r, { path: 0 }) };
      },
      BOTH_MODES,
    ],
    ['REP-7', 'a path in a report of MPC', P, () => ({ paths: [PROXY_PATH] })],
    [
      'ATT-2',
      'MPC that names a path',
      'attestation.malformed',
      (r) => ({ ...own(r, { path: 1 }), paths: [PROXY_PATH] }),
    ],
    badPath('paths exchanged after signing', 'observation.signature', (r) => ({
      observations: r.observations.map((o) => ({
        ...o,
        attestations: o.attestations.map((a) => ({ ...a, path: 4 - a.path })),
      })),
    })),
    badPath('suite changed after signing', 'observation.signature', firstPath({ cipherSuite: 0x1302 })),
    badPath('path with TLS 1.2', 'attestation.malformed', firstPath({ tlsVersion: 0x0303 })),
    badPath('path of another mode', 'attestation.malformed', (r) => own(r, { mode: Mode.MPC })),
  ];
}

/** Rules OBS-6 and OBS-9, as REP-5 holds them. */
export function badStepUps(): Bad[] {
  const onlyFirst = (i: number): BodyInit => (i === 0 ? proxied() : {});
  const one = of(observations([2150n, 2160n, 2100n], onlyFirst));
  const nines = movedMoreThan(NINES, { ...BOTH_MODES, quorum: 1, decimals: 0 });
  const mixed = observation(must(OPERATORS[0]), [
    attestation(A, must(OPERATORS[0])),
    attestation(B, must(OPERATORS[0]), proxied()),
  ]);
  const everyRound: FeedTerms = { ...BOTH_MODES, stepUp: { everyRounds: ROUND } };
  return [
    [
      'REP-5',
      'modes mixed in one observation',
      'observation.mixed_modes',
      of([mixed, ...THREE.slice(1)]),
      BOTH_MODES,
    ],
    ['REP-5', 'one PROXY in a round that k divides', 'observation.step_up_round', one, everyRound],
    ['REP-5', 'one PROXY that moved further', 'observation.step_up_moved', one, MOVED, NETWORK, 20_999n],
    [
      'REP-5',
      'PROXY that moved as far as can be',
      'observation.step_up_moved',
      of(far(NINES, NINES, proxied()).slice(1)),
      nines,
      NETWORK,
      -NINES,
    ],
  ];
}
