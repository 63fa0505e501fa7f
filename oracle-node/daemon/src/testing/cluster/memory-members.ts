// The oracle contract's rules of membership (ACC-1, ACC-2), in its own codes and order, for operators of one feed.
import { faultsTolerated, roundAt } from '@cloudx3/oracle-protocol';
import { equalBytes } from '@cloudx3/proto';
import { feedTermsDigest } from '@cloudx3/sdk';
import type { Feed, FeedMember, FeedMembers, FeedTermsOffered } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ORACLE } from './addresses.ts';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

/** Whose account says it, of which key of its own, at which block time. */
export interface Speaking {
  readonly account: string;
  readonly pubkey: Uint8Array;
  readonly nowMs: bigint;
}

/** A feed with its members, as they are kept. */
export interface Seated {
  readonly feed: Feed;
  readonly members: FeedMembers;
}

/** What a message came to: the feed as it is afterwards, and what the contract says. */
export interface Reseated extends Seated {
  readonly emitted: Emitted;
}

/** What an acceptance names (ACC-2): everything but who is invited. */
export function termsOf({ id, admin, spec }: Feed): FeedTermsOffered {
  const said = { feed_id: id, admin, spec: { ...spec, operators: [], notaries: [] } };
  const text = JSON.stringify(said, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return { current: { text, digest: feedTermsDigest(text) } };
}

/** A feed that no operator accepted yet; its notaries have a standing rule (ACC-3). */
export function invited({ spec }: Feed): FeedMembers {
  const rounds = [{ from: 0n, until: undefined }];
  const none = { account: '', rounds, member: true, agreed: true, absent: 0, owed: 0n };
  return {
    operators: [],
    notaries: spec.notaries.map((pubkey) => ({ ...none, pubkey })),
    quorum: spec.quorum,
  };
}

/** Members as a query shows them: whether each is one of the next round, and that round's quorum. */
export function membersNow({ feed, members }: Seated, nowMs: bigint): FeedMembers {
  const next = nextRound(feed, nowMs);
  const shown = (seats: readonly FeedMember[]) =>
    seats.map((seat) => ({ ...seat, member: stays(seat, next), agreed: feed.pending === undefined }));
  const operators = shown(members.operators);
  const count = operators.filter(({ member }) => member).length;
  const quorum = Math.max(feed.spec.quorum, 2 * faultsTolerated(count) + 1);
  return { operators, notaries: shown(members.notaries), quorum };
}

/** A member from the next round on. */
export function accept(seated: Seated, speaking: Speaking, terms: Uint8Array): Reseated {
  const { feed } = seated;
  const { account, pubkey, nowMs } = speaking;
  const next = nextRound(feed, nowMs);
  checkInvited(feed, pubkey);
  if (feed.closedFromRound !== undefined && feed.closedFromRound <= next)
    throw new Refused(`feed.closed: feed ${feed.id} is closed from round ${feed.closedFromRound} on`);
  const { digest } = termsOf(feed).current;
  if (!equalBytes(terms, digest)) throw new Refused(`feed.terms: the digest is ${bytesToHex(digest)}`);
  const before = seatOf(seated, pubkey);
  if ((before?.jailedUntilMs ?? 0n) > nowMs) throw new Refused('feed.jailed: it may accept again later');
  const none = { pubkey, account, agreed: true, member: false, absent: 0, owed: 0n };
  const seat: FeedMember = { ...none, ...before, rounds: opened(before?.rounds ?? [], next) };
  return reseated(seated, seat, 'member_joined', { from_round: next.toString() });
}

/** An invitation that is gone. */
export function decline(seated: Seated, { pubkey, nowMs }: Speaking): Reseated {
  const { feed } = seated;
  const seat = seatOf(seated, pubkey);
  if (seat !== undefined && stays(seat, nextRound(feed, nowMs)))
    throw new Refused('feed.member: the key is a member; leave it instead');
  checkInvited(feed, pubkey);
  const operators = feed.spec.operators.filter((key) => !equalBytes(key, pubkey));
  const emitted = said('member_declined', feed.id, pubkey, {});
  return { ...seated, feed: { ...feed, spec: { ...feed.spec, operators } }, emitted };
}

/** A member until the round that begins after the notice. */
export function leave(seated: Seated, { pubkey, nowMs }: Speaking): Reseated {
  const { feed } = seated;
  const { startMs, intervalMs, noticeMs = 2n * intervalMs } = feed.spec;
  const seat = seatOf(seated, pubkey);
  if (seat === undefined || !stays(seat, nextRound(feed, nowMs)))
    throw new Refused(`feed.not_member: the key is no member of feed ${feed.id}`);
  const after = nowMs + noticeMs;
  const until = after <= startMs ? 0n : (after - startMs + intervalMs - 1n) / intervalMs;
  const left = { ...seat, rounds: closed(seat.rounds, until) };
  return reseated(seated, left, 'member_leaves', { until_round: until.toString(), reason: 'left' });
}

type Spans = FeedMember['rounds'];

function opened(spans: Spans, from: bigint): Spans {
  const last = spans.at(-1);
  if (last !== undefined && last.until === undefined) return spans;
  if (last?.until !== undefined && last.until >= from)
    return [...spans.slice(0, -1), { from: last.from, until: undefined }];
  return [...spans, { from, until: undefined }];
}

function closed(spans: Spans, until: bigint): Spans {
  const last = spans.at(-1);
  if (last === undefined) return spans;
  const end = last.until !== undefined && last.until < until ? last.until : until;
  return last.from >= end ? spans.slice(0, -1) : [...spans.slice(0, -1), { from: last.from, until: end }];
}

function stays({ rounds }: FeedMember, round: bigint): boolean {
  return rounds.some(({ until }) => until === undefined || until > round);
}

function nextRound({ spec }: Feed, nowMs: bigint): bigint {
  return (roundAt(spec, nowMs) ?? -1n) + 1n;
}

function seatOf({ members }: Seated, pubkey: Uint8Array): FeedMember | undefined {
  return members.operators.find((seat) => equalBytes(seat.pubkey, pubkey));
}

function checkInvited({ id, spec }: Feed, pubkey: Uint8Array): void {
  if (!spec.operators.some((key) => equalBytes(key, pubkey)))
    throw new Refused(`feed.not_invited: the key is not invited to feed ${id}`);
}

function reseated(
  seated: Seated,
  seat: FeedMember,
  type: string,
  attributes: Readonly<Record<string, string>>,
): Reseated {
  const others = seated.members.operators.filter(({ pubkey }) => !equalBytes(pubkey, seat.pubkey));
  const members = { ...seated.members, operators: [...others, seat] };
  return { ...seated, members, emitted: said(type, seated.feed.id, seat.pubkey, attributes) };
}

function said(
  type: string,
  feedId: number,
  pubkey: Uint8Array,
  more: Readonly<Record<string, string>>,
): Emitted {
  const attributes = { feed_id: String(feedId), role: 'operator', pubkey: bytesToHex(pubkey), ...more };
  return { contract: ORACLE, type, attributes };
}
