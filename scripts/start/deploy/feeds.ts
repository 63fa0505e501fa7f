import { faultsTolerated } from '@cloudx3/oracle-protocol';
import { compareBytes } from '@cloudx3/proto';
import { oracleMsg } from '@cloudx3/sdk';
import type { NewFeed, OracleQueries } from '@cloudx3/sdk';
import { MODES, MODE_NAMES } from '@cloudx3/verifier-core';
import type { FeedTerms } from '../economy.ts';
import type { Vendor } from '../vendor/vendor.ts';
import { sortedParams } from './context.ts';
import type { DeployContext, Members } from './context.ts';

/**
 * Creates the feeds that are not there yet and funds them, all in one transaction; gives the id of each. Whose standing rule fits is a member
 * of round 0, which begins a moment later.
 */
export async function createFeeds(
  { deployer, chain, terminal }: DeployContext,
  oracle: OracleQueries,
  vendor: Vendor,
  members: Members,
  feeds: readonly FeedTerms[],
): Promise<number[]> {
  const labelOf = ({ suffix }: FeedTerms) => `${vendor.feed.label}${suffix}`;
  const idsByLabel = async () => new Map((await oracle.feeds()).map(({ id, spec }) => [spec.label, id]));
  const before = await idsByLabel();
  const missing = feeds.filter((terms) => !before.has(labelOf(terms)));
  if (missing.length > 0) {
    const startMs = BigInt((await deployer.blockTimeMs()) + chain.feedStartsInMs);
    await deployer.executeMany(
      missing.map((terms) => ({
        contractAddress: oracle.address,
        msg: creation(labelOf(terms), vendor, members, terms, startMs),
        funds: [{ denom: chain.denom, amount: terms.escrow }],
      })),
    );
  }
  const after = await idsByLabel();
  return feeds.map((terms) => {
    const label = labelOf(terms);
    const id = after.get(label);
    if (id === undefined) throw new Error(`feed "${label}" is not on chain after its creation`);
    terminal.event(
      'chain',
      before.has(label)
        ? `feed ${id} "${label}" is there from before; its rounds go on`
        : story(id, label, members, terms),
    );
    return id;
  });
}

function creation(label: string, vendor: Vendor, members: Members, feed: FeedTerms, startMs: bigint) {
  const { suffix: _, escrow: __, stepUp, ...terms } = feed;
  const { operation, params, reading, unit, decimals } = vendor.feed;
  const spec: NewFeed = {
    ...terms,
    startMs,
    quorum: quorumOf(members),
    label,
    operationId: operation.id,
    params: sortedParams(params),
    subject: '',
    reading,
    unit,
    decimals,
    operators: members.operators.toSorted(compareBytes),
    notaries: members.notaries.toSorted(compareBytes),
    ...(stepUp && {
      stepUp: {
        everyRounds: stepUp.everyRounds,
        movedMoreThan: { mantissa: stepUp.movedByUnits * 10n ** BigInt(decimals), scale: decimals },
      },
    }),
  };
  return oracleMsg.createFeed({ feed: spec });
}

function quorumOf({ operators }: Members): number {
  return operators.length - faultsTolerated(operators.length);
}

function story(id: number, label: string, members: Members, terms: FeedTerms): string {
  const seconds = Number(terms.intervalMs) / 1_000;
  const agree = `${quorumOf(members)} of ${members.operators.length} nodes must agree each ${seconds} s`;
  return `feed ${id} "${label}": ${agree}, proven by ${provenBy(terms)}`;
}

function provenBy({ modes, stepUp }: FeedTerms): string {
  const accepted = MODE_NAMES.filter((name) => modes[name] !== undefined);
  const [cheap = [], strict = []] = [false, true].map((isStrict) =>
    accepted.filter((name) => MODES[name].isStrict === isStrict).map((name) => MODES[name].title),
  );
  if (stepUp === undefined) return [...cheap, ...strict].join(' or ');
  return `${cheap.join(' or ')}, and by ${strict.join(' or ')} each round ${stepUp.everyRounds} divides and whenever it moves by more than ${stepUp.movedByUnits}`;
}
