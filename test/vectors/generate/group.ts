import { Outcome } from '@cloudx3/proto';
import type { MessageInitShape, Row, RowSchema } from '@cloudx3/proto';
import type { FeedTerms } from '@cloudx3/verifier-core';
import { FEED, ROUND, SESSION_TIME_MS, SUBJECT } from './bodies.ts';
import type { BodyInit } from './bodies.ts';
import { PLUGS } from './operations-2.ts';

type RowInit = Exclude<MessageInitShape<typeof RowSchema>, Row>;

/** What the vendor knows the plugs by. */
export const KEYS = ['a8032abe54dc', 'b0a732f1c001', 'c049ef880e2a'] as const;

/** The third plug is registered nowhere. */
export const ROW_TERMS = [
  { key: KEYS[0], subject: SUBJECT },
  { key: KEYS[1], subject: 'cloud1plug2' },
  { key: KEYS[2], subject: '' },
];

/** What each plug reads, in tenths of a watt. */
export function rowsOf(tenths: readonly bigint[]): (RowInit & { key: string })[] {
  return ROW_TERMS.map(({ key, subject }, i) => ({
    ...{ key, subject, outcome: Outcome.OK },
    readings: [
      { name: 'energy', unit: 'Wh', value: { mantissa: 4_000n + BigInt(i), scale: 0 } },
      { name: 'power', unit: 'W', value: { mantissa: tenths[i] ?? 0n, scale: 1 } },
    ],
    observedAtMs: SESSION_TIME_MS - 5_000n,
  }));
}

export const ROWS = rowsOf([215n, 0n, 1_200n]);

/** The rows with one of them changed. */
export function rowsWith(at: number, change: RowInit, rows: readonly RowInit[] = ROWS): RowInit[] {
  return rows.map((row, i) => (i === at ? { ...row, ...change } : row));
}

/** A row whose device is offline. */
export const offline = (at: number, rows: readonly RowInit[] = ROWS): RowInit[] =>
  rowsWith(at, { outcome: Outcome.CONDITION, readings: [], observedAtMs: 0n }, rows);

/** Three plugs in one response. */
export const GROUP_FEED: FeedTerms = {
  ...FEED,
  edition: 2,
  id: 9,
  operationId: PLUGS.id,
  params: [{ name: 'ids', value: '', items: [...KEYS] }],
  subject: '',
  rows: ROW_TERMS,
};

/** What makes a body one of the group. */
export function plugs(change: BodyInit = {}): BodyInit {
  return {
    version: 2,
    operationId: PLUGS.id,
    params: [{ name: 'ids', items: [...KEYS] }],
    subject: '',
    context: { purpose: { case: 'groupRound', value: { groupId: GROUP_FEED.id, round: ROUND } } },
    readings: [],
    rows: [...ROWS],
    ...change,
  };
}
