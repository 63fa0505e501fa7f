import { FEED, NOTARIES, OPERATORS } from '../bodies.ts';
import { hex, invalid, sha256, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const ADMIN = 'cloud1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu';

/** A feed as the contract keeps it: members of the JSON in the order of its FeedSpec. */
const SPEC = {
  label: 'power of a plug',
  operation_id: base64(FEED.operationId),
  params: [{ name: 'device_id', value: 'a8032abe54dc', items: null }],
  subject: '',
  rows: [],
  reading: 'power',
  unit: 'W',
  decimals: 2,
  interval_ms: 60_000,
  start_ms: 1_790_000_000_000 as number | null,
  operators: OPERATORS.map(({ publicKey }) => base64(publicKey)),
  notaries: NOTARIES.map(({ publicKey }) => base64(publicKey)),
  quorum: 3,
  modes: { mpc: { notaries: 1 }, proxy: null as object | null },
  step_up: null as object | null,
  allow_custom_ca: false,
  measured_only: false,
  distinct_groups: false,
  distinct_networks: false,
  max_age_ms: 120_000,
  max_observed_age_ms: null as number | null,
  notice_ms: 120_000 as number | null,
  jail_after: 50 as number | null,
  jail_ms: 3_600_000 as number | null,
  claim_window_ms: 3_600_000 as number | null,
  observer_reward: '10',
  notary_reward: '3',
  transmitter_reward: '340282366920938463463374607431768211455',
};

type Spec = typeof SPEC | (Omit<typeof SPEC, 'rows' | 'params'> & { rows: object[]; params: object[] });

/** Rule ACC-2, written once more: who is invited is left out. */
function textOf(feedId: number, admin: string, spec: Spec): string {
  return JSON.stringify({ feed_id: feedId, admin, spec: { ...spec, operators: [], notaries: [] } });
}

const digestOf = (text: string): string => hex(sha256(utf8('cloudx3/feed-terms/v2'), Uint8Array.of(0), utf8(text)));

function good(name: string, spec: Spec, feedId = 7, admin = ADMIN): Vector {
  const text = textOf(feedId, admin, spec);
  return valid('ACC-2', name, { feed_id: feedId, admin, spec, terms: digestOf(text), text });
}

/** The terms of the first feed where those of another are named. */
function bad(name: string, spec: Spec, feedId = 7, admin = ADMIN): Vector {
  const terms = digestOf(textOf(7, ADMIN, SPEC));
  const text = textOf(feedId, admin, spec);
  return invalid('ACC-2', name, 'feed.terms', { feed_id: feedId, admin, spec, terms, text });
}

const GROUP: Spec = {
  ...SPEC,
  params: [{ name: 'ids', value: '', items: ['beef', 'cafe'] }],
  rows: [
    { key: 'beef', subject: ADMIN, label: 'a' },
    { key: 'cafe', subject: '', label: 'b' },
  ],
};
const STEP_UP = { every_rounds: 5, moved_more_than: { mantissa: '500', scale: 2 } };
const BOTH = { mpc: { notaries: 2 }, proxy: { notaries: 1 } };

/** Rule ACC-2: what an acceptance names. */
export function feedTermsVectors(): Vector[] {
  return [
    good('a feed', SPEC),
    good('the same with others invited', { ...SPEC, operators: [], notaries: SPEC.notaries.slice(1) }),
    good('a feed that says little', { ...SPEC, start_ms: null, notice_ms: null, jail_after: null, jail_ms: null, claim_window_ms: null }),
    good('a feed of both modes that steps up', { ...SPEC, modes: BOTH, step_up: STEP_UP, max_observed_age_ms: 900_000 }),
    good('a group', GROUP, 4_294_967_295),
    good('a label with signs that JSON marks', { ...SPEC, label: 'power: "a \\ plug" / kitchen' }),
    bad('another feed of the same spec', SPEC, 8),
    bad('another admin', SPEC, 7, 'cloud1other'),
    bad('a smaller reward', { ...SPEC, observer_reward: '9' }),
    bad('another label', { ...SPEC, label: 'power of a Plug' }),
    bad('another quorum', { ...SPEC, quorum: 4 }),
    bad('a private CA let in', { ...SPEC, allow_custom_ca: true }),
    bad('a shorter claim window', { ...SPEC, claim_window_ms: 3_599_999 }),
    bad('another parameter', { ...SPEC, params: [{ name: 'device_id', value: 'a8032abe54dd', items: null }] }),
  ];
}
