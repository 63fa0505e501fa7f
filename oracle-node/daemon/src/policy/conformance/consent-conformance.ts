// What an operator says to the oracle contract, and what comes of it: the same on the chain in memory as on a real one.
import { equalBytes } from '@cloudx3/proto';
import { oracleMsg } from '@cloudx3/sdk';
import type { FeedMember, SdkError } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import type { ChainPort, ContractCall } from '../../chain/ports.ts';
import { feedAsk } from '../ask.ts';
import { acceptance, withdrawal } from '../consent-call.ts';
import type { ConsentCall } from '../consent-call.ts';

/** A feed that invites an operator who has not said anything, on some chain. */
export interface ConsentFixture {
  /** As the operator's account. */
  readonly chain: ChainPort;
  /** Another account's way to the same chain. */
  readonly stranger: ChainPort;
  /** The operator's key. */
  readonly self: Uint8Array;
  readonly feedId: number;
  readonly nowMs: () => Promise<bigint>;
  /** Resolves once this round of the feed is the one that is next. */
  readonly untilNext: (round: bigint) => Promise<void>;
}

/** Of accepting, declining and leaving a feed (ACC-1, ACC-2); each test gets a fixture of its own. */
export function consentConformance(name: string, create: () => Promise<ConsentFixture>): void {
  describe(`consent on ${name}`, () => {
    it('makes a member of the next round, once, and by the terms as they are alone', async () => {
      const on = await create();
      const { self, feedId } = on;
      expect((await seatOf(on))?.member ?? false).toBe(false);
      const other = oracleMsg.accept({ feedId, role: 'operator', pubkey: self, terms: new Uint8Array(32) });
      expect(await refusal(on.chain, { contract: 'oracle', message: other })).toBe('feed.terms');
      const call = must(await accepting(on));
      expect(call.does).toBe('accept');
      expect(await refusal(on.stranger, call)).toBe('auth.unauthorized');
      await send(on.chain, call);
      const seat = await seatOf(on);
      expect(seat).toMatchObject({ member: true });
      expect(seat?.rounds).toHaveLength(1);
      expect(await accepting(on)).toBeUndefined();
    });

    it('is refused before it was given, and then there is nothing to accept', async () => {
      const on = await create();
      const stale = must(await accepting(on));
      const call = must(await withdrawing(on));
      expect(call.does).toBe('decline');
      await send(on.chain, call);
      expect(await withdrawing(on)).toBeUndefined();
      expect(await accepting(on)).toBeUndefined();
      expect(await refusal(on.chain, stale)).toBe('feed.not_invited');
    });

    it('ends after the notice, and may be given anew', async () => {
      const on = await create();
      const first = must(await accepting(on));
      await send(on.chain, first);
      const call = must(await withdrawing(on));
      expect(call.does).toBe('leave');
      await send(on.chain, call);
      const from = (await seatOf(on))?.rounds[0]?.from ?? 0n;
      // As long as the notice runs it is a member, and can neither leave nor accept once more.
      expect(await withdrawing(on)).toBeUndefined();
      const until = (await seatOf(on))?.rounds.at(-1)?.until;
      if (until !== undefined) {
        expect(until).toBeGreaterThan(from);
        await on.untilNext(until);
      }
      expect((await seatOf(on))?.member ?? false).toBe(false);
      expect(await refusal(on.chain, call)).toBe('feed.not_member');
      const again = must(await accepting(on));
      expect(again.key).not.toBe(first.key);
      await send(on.chain, again);
      expect(await seatOf(on)).toMatchObject({ member: true });
    });
  });
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is nothing to say');
  return value;
}

async function accepting({ chain, self, feedId, nowMs }: ConsentFixture): Promise<ConsentCall | undefined> {
  const feed = await chain.feed(feedId);
  return feed && acceptance(chain, feedAsk(feed), { self, nowMs: await nowMs() });
}

async function withdrawing({ chain, self, feedId, nowMs }: ConsentFixture): Promise<ConsentCall | undefined> {
  return withdrawal(chain, { kind: 'feed', id: String(feedId) }, { self, nowMs: await nowMs() });
}

async function seatOf({ chain, self, feedId }: ConsentFixture): Promise<FeedMember | undefined> {
  return (await chain.feedMembers(feedId))?.operators.find(({ pubkey }) => equalBytes(pubkey, self));
}

async function send(chain: ChainPort, call: ContractCall): Promise<void> {
  await chain.broadcast((await chain.prepare(call)).bytes);
}

/** The contract's code for what it does not let be said. */
async function refusal(chain: ChainPort, call: ContractCall): Promise<string | undefined> {
  try {
    await send(chain, call);
    return undefined;
  } catch (error) {
    return (error as SdkError).contractCode ?? (error as SdkError).code;
  }
}
