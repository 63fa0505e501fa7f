import { Mode, ReportSchema } from '@cloudx3/proto';
import { buildReport } from '@cloudx3/verifier-core';
import type { CoreCode } from '@cloudx3/verifier-core';
import { PROXY_PATH, must, proxied } from '../bodies.ts';
import { build } from '../vector.ts';
import { BOTH_MODES, observations, own, toItsOwn } from './parts.ts';
import type { Bad, Change, Good } from './parts.ts';

const THREE_BY_PROXY = { value: '20', spread: '20', notaries: 2, modes: { mpc: 0, proxy: 3 } };
const P: CoreCode = 'report.paths';
const firstPath =
  (change: object): Change =>
  (r) => ({ paths: r.paths.map((path, i) => (i === 0 ? { ...path, ...change } : path)) });

/** Changes the paths of a report of three observations in PROXY mode over a path each. */
function badPath(name: string, code: CoreCode, change: Change): Bad {
  const report = buildReport(BOTH_MODES, observations([1n, 2n, 3n], toItsOwn));
  return ['REP-7', name, code, () => build(ReportSchema, { ...report, ...change(report) }), BOTH_MODES];
}

/** Reports that land (rule REP-7). */
export const GOOD_REP_7: readonly Good[] = [
  ['REP-7', 'one path for all', observations([1n, 2n, 3n], () => proxied()), THREE_BY_PROXY, BOTH_MODES],
  ['REP-7', 'a path for each', observations([1n, 2n, 3n], toItsOwn), THREE_BY_PROXY, BOTH_MODES],
];

/** Reports that fail (rule REP-7). */
export const BAD_REP_7: readonly Bad[] = [
  badPath('paths out of order', P, (r) => ({ paths: r.paths.toReversed() })),
  badPath('one path twice', P, (r) => ({ paths: [must(r.paths[0]), ...r.paths] })),
  badPath('one path in the place of another', P, (r) => ({
    paths: r.paths.map(() => must(r.paths[0])),
  })),
  badPath('a path that nobody names', P, (r) => own(r, { path: 1 })),
  badPath('a path that is not there', P, (r) => own(r, { path: 4 })),
  badPath('a path far beyond', P, (r) => own(r, { path: 0xffff_ffff })),
  badPath('no paths where they are named', P, () => ({ paths: [] })),
  ['REP-7', 'a path in a report of MPC', P, () => ({ paths: [PROXY_PATH] })],
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
