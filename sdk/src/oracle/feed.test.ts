import { describe, expect, it } from 'vitest';
import { readStrictly } from '../wire.ts';
import { onChain } from './feed.ts';
import { oracleMsg } from './gen/messages.ts';
import { feedSchema } from './gen/readers.ts';
import type { FeedSpec as NewFeed } from './gen/types.ts';

const FEED: NewFeed = {
  label: 'power',
  operationId: Uint8Array.of(1),
  params: [],
  subject: '',
  reading: 'power',
  unit: 'W',
  decimals: 2,
  intervalMs: 60_000n,
  operators: [],
  notaries: [],
  quorum: 1,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 2 } },
  stepUp: { everyRounds: 10n, movedMoreThan: { mantissa: 50n, scale: 2 } },
  allowCustomCa: false,
  maxAgeMs: 1n,
  observerReward: 0n,
  notaryReward: 0n,
  transmitterReward: 0n,
  rows: [],
  measuredOnly: false,
  distinctGroups: false,
  distinctNetworks: false,
};

/** Of a feed that nobody has funded or reported to. */
const FRESH = { escrow: '0', owed: '0', round_cost: '0', withdrawing: '0' };

/** What goes over the wire. */
function sent(feed: NewFeed): Record<string, unknown> {
  const text = JSON.stringify(oracleMsg.createFeed({ feed }));
  return (JSON.parse(text) as { create_feed: { feed: Record<string, unknown> } }).create_feed.feed;
}

/** The contract's answer about a feed; it writes null for what is left out. */
function answer(spec: Record<string, unknown>, rest: object = {}) {
  const known = { id: 1, admin: 'a', spec: { ...spec, start_ms: 5 }, active: true, ...FRESH };
  const none = { last_round: null, last_value: null, closed_from_round: null, pending: null };
  return onChain(readStrictly(feedSchema, { ...known, ...none, row: null, runway: null, ...rest }, 'feed'));
}

describe('modes and step-up of a feed (OBS-6, OBS-9)', () => {
  it('go out as the contract reads them', () => {
    expect(sent(FEED)).toMatchObject({
      modes: { mpc: { notaries: 1 }, proxy: { notaries: 2 } },
      step_up: { every_rounds: 10, moved_more_than: { mantissa: '50', scale: 2 } },
    });
    expect(sent({ ...FEED, stepUp: { everyRounds: 2n } })['step_up']).toEqual({
      every_rounds: 2,
      moved_more_than: null,
    });
    const { stepUp: _, ...plain } = FEED;
    expect(sent({ ...plain, modes: { proxy: { notaries: 1 } } })).toMatchObject({
      modes: { proxy: { notaries: 1 } },
      step_up: null,
    });
  });

  it('come back as they went', () => {
    const { modes, stepUp } = FEED;
    expect(answer(sent(FEED)).spec).toMatchObject({ modes, stepUp });
    const plain = answer({ ...sent(FEED), modes: { mpc: null, proxy: { notaries: 1 } }, step_up: null });
    expect(plain.spec.modes).toEqual({ mpc: undefined, proxy: { notaries: 1 } });
    expect([plain.spec.stepUp, plain.lastRound, plain.lastValue]).toEqual([undefined, undefined, undefined]);
    const shown = answer(sent(FEED), { last_round: 7, last_value: { mantissa: '-215', scale: 2 } });
    expect([shown.lastRound, shown.lastValue]).toEqual([7n, { mantissa: -215n, scale: 2 }]);
  });

  it('are refused of a chain that does not say when the feed began', () => {
    const money = { escrow: 0n, owed: 0n, roundCost: 0n, withdrawing: 0n };
    const feed = { id: 3, admin: 'a', spec: FEED, active: true, ...money };
    expect(() => onChain(feed)).toThrow(expect.objectContaining({ code: 'sdk.malformed' }) as Error);
  });
});
