// What an operator's account has to say to the contracts so that they go by what it decided: consent is on chain (ACC-1, DEV-5).
import { equalBytes } from '@cloudx3/proto';
import { devicesMsg, oracleMsg } from '@cloudx3/sdk';
import type { Feed } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainPort, ContractCall } from '../chain/ports.ts';
import { deviceAsk, feedAsk, pendingAsk } from './ask.ts';
import type { Ask } from './ask.ts';

export type ConsentChain = Pick<ChainPort, 'feed' | 'feedMembers' | 'feedTerms' | 'device' | 'deviceMembers'>;

/** Who speaks, and when. */
export interface Speaker {
  /** The operator's key. */
  readonly self: Uint8Array;
  /** Unix milliseconds. */
  readonly nowMs: bigint;
}

/** A message that says it, with a name that differs for each time that it is to be said. */
export interface ConsentCall extends ContractCall {
  readonly does: 'accept' | 'decline' | 'leave';
  readonly key: string;
}

/**
 * Accepts what is asked; undefined where it is accepted, where it cannot be accepted now, or where the chain asks under other terms than
 * these. The digest is asked for before what it stands for is looked at: terms that change in between are refused by the contract.
 */
export function acceptance(
  chain: ConsentChain,
  ask: Ask,
  speaker: Speaker,
): Promise<ConsentCall | undefined> {
  return ask.kind === 'feed' ? acceptFeed(chain, ask, speaker) : acceptDevice(chain, ask, speaker);
}

/** Takes back what was accepted, or declines what was not; undefined where the chain has nothing to take back. */
export function withdrawal(
  chain: ConsentChain,
  of: Pick<Ask, 'kind' | 'id'>,
  speaker: Speaker,
): Promise<ConsentCall | undefined> {
  return of.kind === 'feed' ? leaveFeed(chain, of, speaker) : leaveDevice(chain, of, speaker);
}

async function acceptFeed(
  chain: ConsentChain,
  ask: Ask,
  { self, nowMs }: Speaker,
): Promise<ConsentCall | undefined> {
  const feedId = Number(ask.id);
  const terms = await chain.feedTerms(feedId);
  const [feed, members] = await Promise.all([chain.feed(feedId), chain.feedMembers(feedId)]);
  if (terms === undefined || feed === undefined || !isInvited(feed, self)) return undefined;
  const seat = members?.operators.find(({ pubkey }) => equalBytes(pubkey, self));
  if ((seat?.jailedUntilMs ?? 0n) > nowMs) return undefined;
  const digest = digestFor(ask, feed, terms, seat);
  if (digest === undefined) return undefined;
  const left = seat?.rounds.at(-1)?.until ?? 0n;
  return {
    does: 'accept',
    contract: 'oracle',
    message: oracleMsg.accept({ feedId, role: 'operator', pubkey: self, terms: digest }),
    key: `accept/feed/${feedId}/${bytesToHex(digest)}/${left}`,
  };
}

/** ACC-2: what is named, the terms of the next round or those that are announced. */
function digestFor(
  ask: Ask,
  feed: Feed,
  { current, pending }: NonNullable<Awaited<ReturnType<ConsentChain['feedTerms']>>>,
  seat: { readonly member: boolean; readonly agreed: boolean } | undefined,
): Uint8Array | undefined {
  // The next round is the first of the new terms: what holds for the round that runs can be accepted no more.
  const isTurning = feed.pending !== undefined && pending === undefined;
  if (feedAsk(feed).terms === ask.terms)
    return seat?.member === true || isTurning ? undefined : current.digest;
  if (pendingAsk(feed)?.terms !== ask.terms || seat?.member !== true || seat.agreed) return undefined;
  return (pending?.terms ?? current).digest;
}

async function acceptDevice(
  chain: ConsentChain,
  ask: Ask,
  { self }: Speaker,
): Promise<ConsentCall | undefined> {
  const [device, members] = await Promise.all([chain.device(ask.id), chain.deviceMembers(ask.id)]);
  const member = members?.operators.find(({ pubkey }) => equalBytes(pubkey, self));
  if (device === undefined || member?.invited !== true || member.member) return undefined;
  if (deviceAsk(device).terms !== ask.terms) return undefined;
  const { id, terms } = device;
  const left = member.spans.at(-1)?.untilMs ?? 0n;
  return {
    does: 'accept',
    contract: 'devices',
    message: devicesMsg.acceptDevice({ device: id, role: 'operator', pubkey: self, terms }),
    key: `accept/device/${id}/${bytesToHex(terms)}/${left}`,
  };
}

async function leaveFeed(
  chain: ConsentChain,
  { id }: Pick<Ask, 'id'>,
  { self }: Speaker,
): Promise<ConsentCall | undefined> {
  const feedId = Number(id);
  const [feed, members] = await Promise.all([chain.feed(feedId), chain.feedMembers(feedId)]);
  const seat = members?.operators.find(({ pubkey }) => equalBytes(pubkey, self));
  const of = { feedId, role: 'operator', pubkey: self } as const;
  const span = seat?.rounds.at(-1);
  if (span !== undefined && span.until === undefined)
    return {
      does: 'leave',
      contract: 'oracle',
      message: oracleMsg.leave(of),
      key: `leave/feed/${id}/${span.from}`,
    };
  if (feed === undefined || !isInvited(feed, self) || seat?.member === true) return undefined;
  return {
    does: 'decline',
    contract: 'oracle',
    message: oracleMsg.decline(of),
    key: `decline/feed/${id}/${span?.until ?? 0n}`,
  };
}

function isInvited({ spec }: Feed, self: Uint8Array): boolean {
  return spec.operators.some((key) => equalBytes(key, self));
}

async function leaveDevice(
  chain: ConsentChain,
  { id }: Pick<Ask, 'id'>,
  { self }: Speaker,
): Promise<ConsentCall | undefined> {
  const members = await chain.deviceMembers(id);
  const member = members?.operators.find(({ pubkey }) => equalBytes(pubkey, self));
  const span = member?.spans.at(-1);
  if (span === undefined || span.untilMs !== undefined) return undefined;
  const message = devicesMsg.leaveDevice({ device: id, role: 'operator', pubkey: self });
  return { does: 'leave', contract: 'devices', message, key: `leave/device/${id}/${span.fromMs}` };
}
