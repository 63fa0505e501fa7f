import { holdsSeat, roundAt } from '@cloudx3/oracle-protocol';
import type { MembershipStatus } from '@cloudx3/oracle-status';
import type { DeviceMember, FeedMember } from '@cloudx3/sdk';
import type { ChainView } from '../chain/chain-view.ts';
import type { NodePorts } from '../node-ports.ts';
import { runwayOf } from '../policy/ask.ts';
import type { ChainConsent } from '../policy/chain-consent.ts';
import type { Consent, StandingAsk } from '../policy/consent.ts';
import { isServed } from '../policy/standing.ts';

export interface MembershipDeps extends Pick<NodePorts, 'clock' | 'telemetry'> {
  readonly view: Pick<ChainView, 'feed' | 'seat' | 'told' | 'shortOfMoney'>;
  readonly consent: Pick<Consent, 'asks'>;
  readonly chainConsent: Pick<ChainConsent, 'devicesServed'>;
}

/** How the chain has this operator's part in each feed that names it, and in the devices that it serves. */
export function memberships(deps: MembershipDeps): MembershipStatus[] {
  const devices = [...deps.chainConsent.devicesServed()];
  return [
    ...deps.consent.asks().map((asked) => ofFeed(asked, deps)),
    ...devices.map(([id, seat]) => ofDevice(id, seat, deps)),
  ];
}

function ofFeed(asked: StandingAsk, deps: MembershipDeps): MembershipStatus {
  const { view, clock } = deps;
  const { id } = asked.ask;
  const feedId = Number(id);
  const [seat, feed, told] = [view.seat(feedId), view.feed(feedId), view.told(feedId)];
  const round = feed && roundAt(feed, BigInt(clock.nowMs()));
  const member = seat !== undefined && holdsSeat(seat, round ?? 0n);
  const span = seat?.rounds.at(-1);
  const { jailedUntilMs } = seat ?? {};
  const runway = told && runwayOf(told);
  return {
    ...{ kind: 'feed', id, member, reason: member ? '' : whyNot(asked, seat, round ?? -1n, deps) },
    ...(span === undefined ? {} : { sinceRound: span.from.toString() }),
    ...(span?.until === undefined ? {} : { untilRound: span.until.toString() }),
    ...(jailedUntilMs === undefined ? {} : { jailedUntilMs: Number(jailedUntilMs) }),
    ...(runway === undefined ? {} : { runway: runway.toString() }),
  };
}

/** The first thing that stands in the way of being a member of the round that runs. */
function whyNot(
  { ask, standing }: StandingAsk,
  seat: FeedMember | undefined,
  round: bigint,
  { view, clock, telemetry }: MembershipDeps,
): string {
  const begins = seat?.rounds.find(({ from }) => from > round)?.from;
  if (begins !== undefined) return `accepted, and a member from round ${begins} on`;
  if ((seat?.jailedUntilMs ?? 0n) > BigInt(clock.nowMs())) return 'it was absent too long';
  if (standing === 'leaving') return 'it left';
  if (!isServed(standing)) return `you have not accepted it: it is ${standing}`;
  const refused = telemetry.health.all().find(({ name }) => name === `membership/feed ${ask.id}`);
  return view.shortOfMoney(Number(ask.id)) ?? refused?.message ?? 'the acceptance is on its way';
}

function ofDevice(
  id: string,
  seat: DeviceMember | undefined,
  { telemetry }: MembershipDeps,
): MembershipStatus {
  const span = seat?.spans.at(-1);
  const refused = telemetry.health.all().find(({ name }) => name === `membership/device ${id}`);
  const why = refused?.message ?? 'the acceptance is on its way';
  const member = seat?.member === true;
  return {
    ...{ kind: 'device', id, member, reason: member ? '' : why },
    ...(span === undefined ? {} : { sinceMs: Number(span.fromMs) }),
    ...(span?.untilMs === undefined ? {} : { untilMs: Number(span.untilMs) }),
  };
}
