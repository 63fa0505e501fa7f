import { z } from 'zod';
import type { ContractEvent } from '../chain/events.ts';
import {
  decimalText,
  flagText,
  idText,
  keyText,
  keysText,
  optionalKeyText,
  optionalU32Text,
  paymentsText,
  roleText,
  u32Text,
  u64Text,
} from '../contract/attribute.ts';
import { eventOf, readEvent } from '../contract/event.ts';
import type { EventReaders } from '../contract/event.ts';
import { amount } from '../wire.ts';
import type { OracleEvent } from './events.ts';
import type { FeedUpdated, RowUpdated } from './events/reports.ts';

const text = z.string();
const registered = { pubkey: keyText, account: text, name: text };
const activity = { pubkey: keyText, active: flagText };
const key = { role: roleText, pubkey: keyText };
const feedId = u32Text;
const round = u64Text;
const member = { feedId, ...key };

const value = {
  feedId,
  round,
  value: decimalText,
  unit: text,
  spread: decimalText,
  observations: u32Text,
};
const counted = {
  notaries: u32Text,
  modeMpc: u32Text,
  modeProxy: u32Text,
  customCa: flagText,
  transmitter: text,
  observers: keysText,
  underfunded: flagText,
  unpaid: amount,
  rewards: paymentsText,
};

const feedUpdated: z.ZodType<FeedUpdated | RowUpdated> = z.union([
  eventOf('feed_updated', { ...value, groupId: u32Text }).transform((event) => ({
    ...event,
    type: 'row_updated' as const,
  })),
  eventOf('feed_updated', { ...value, ...counted }).transform(withModes),
]);

/** Of `feed_updated` there are two kinds, so that its reader stands for both. */
type Readers = EventReaders<Exclude<OracleEvent, FeedUpdated | RowUpdated>> & {
  readonly feed_updated: z.ZodType<FeedUpdated | RowUpdated>;
};

const READERS: Readers = {
  operator_registered: eventOf('operator_registered', registered),
  notary_registered: eventOf('notary_registered', registered),
  operator_activity: eventOf('operator_activity', activity),
  notary_activity: eventOf('notary_activity', activity),
  endpoints_changed: eventOf('endpoints_changed', key),
  bond_added: eventOf('bond_added', { ...key, amount }),
  rebonded: eventOf('rebonded', { ...key, amount }),
  bond_withdrawn: eventOf('bond_withdrawn', { ...key, amount }),
  unbonding: eventOf('unbonding', { ...key, untilMs: u64Text }),
  key_retired: eventOf('key_retired', { ...key, replacedBy: optionalKeyText }),
  standing_rule: eventOf('standing_rule', { ...key, given: flagText }),
  evidence_committed: eventOf('evidence_committed', { finder: text, hash: idText }),
  evidence_accepted: eventOf('evidence_accepted', {
    ...key,
    kind: text,
    offence: idText,
    suspended: keyText,
    finder: text,
    finderReward: amount,
    feedId: optionalU32Text,
    toFeed: amount,
    burned: amount,
  }),
  operation_published: eventOf('operation_published', { operationId: idText, name: text }),
  devices_set: eventOf('devices_set', { devices: text }),
  feed_created: eventOf('feed_created', { feedId, label: text, rows: u32Text }),
  feed_changing: eventOf('feed_changing', { feedId, fromRound: round }),
  feed_activity: eventOf('feed_activity', { feedId, active: flagText, fromRound: round }),
  feed_funded: eventOf('feed_funded', { feedId, sponsor: text, added: amount, escrow: amount }),
  withdrawal_announced: eventOf('withdrawal_announced', { feedId, sponsor: text, fromMs: u64Text }),
  escrow_withdrawn: eventOf('escrow_withdrawn', { feedId, sponsor: text, amount, escrow: amount }),
  members_invited: eventOf('members_invited', { feedId, operators: keysText, notaries: keysText }),
  member_joined: eventOf('member_joined', { ...member, fromRound: round }),
  member_leaves: eventOf('member_leaves', { ...member, untilRound: round, reason: text }),
  member_jailed: eventOf('member_jailed', { ...member, fromRound: round }),
  member_declined: eventOf('member_declined', member),
  member_agreed: eventOf('member_agreed', member),
  feed_updated: feedUpdated,
  group_updated: eventOf('group_updated', { groupId: u32Text, round, ...counted }).transform(withModes),
  feed_skipped: eventOf('feed_skipped', { feedId, round, reason: text }),
  report_refused: eventOf('report_refused', { feedId, round, code: text, detail: text }),
  omission_claimed: eventOf('omission_claimed', {
    feedId,
    round,
    observer: keyText,
    rewards: paymentsText,
    unpaid: amount,
  }),
  reward_claimed: eventOf('reward_claimed', { address: text, amount }),
};

function withModes<T extends { readonly modeMpc: number; readonly modeProxy: number }>(event: T) {
  const { modeMpc: mpc, modeProxy: proxy, ...rest } = event;
  return { ...rest, modes: { mpc, proxy } };
}

/**
 * What the oracle contract says in an event: undefined for a type that this version does not know. Throws `sdk.malformed` for one that it
 * knows and cannot read. Whether it is that contract's is for the caller to look at: `event.contract`.
 */
export function readOracleEvent(event: Pick<ContractEvent, 'type' | 'attributes'>): OracleEvent | undefined {
  return readEvent<OracleEvent>(READERS, event);
}
