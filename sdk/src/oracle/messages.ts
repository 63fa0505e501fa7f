import type { FeedModes, StepUp } from '@cloudx3/verifier-core';
import { writeBytes, writeDecimal } from '../wire.ts';
import type { FeedSpec } from './types.ts';

/** A feed to create; `startMs` is the block's time where it is left out. */
export type NewFeed = Omit<FeedSpec, 'startMs' | 'maxObservedAgeMs' | 'modes' | 'stepUp'> & {
  startMs?: bigint;
  maxObservedAgeMs?: bigint;
  /** The modes that it accepts, each with the number of notaries that an observation needs (rule OBS-6). */
  modes: FeedModes;
  /** When it asks for MPC (rule OBS-9); needs both modes. `movedMoreThan` is at the feed's decimals. */
  stepUp?: StepUp;
};

function writeStepUp({ everyRounds, movedMoreThan }: StepUp) {
  return {
    every_rounds: everyRounds === undefined ? null : Number(everyRounds),
    moved_more_than: movedMoreThan === undefined ? null : writeDecimal(movedMoreThan),
  };
}

/** Execute messages of the oracle contract, as the JSON it takes. */
export const oracleMsg = {
  registerOperator: (operator: {
    pubkey: Uint8Array;
    signature: Uint8Array;
    name: string;
    endpoints: readonly string[];
  }) => ({
    register_operator: {
      pubkey: writeBytes(operator.pubkey),
      signature: writeBytes(operator.signature),
      name: operator.name,
      endpoints: operator.endpoints,
    },
  }),

  updateOperator: (pubkey: Uint8Array, endpoints: readonly string[]) => ({
    update_operator: { pubkey: writeBytes(pubkey), endpoints },
  }),

  registerNotary: (notary: { pubkey: Uint8Array; signature: Uint8Array; name: string; url: string }) => ({
    register_notary: {
      pubkey: writeBytes(notary.pubkey),
      signature: writeBytes(notary.signature),
      name: notary.name,
      url: notary.url,
    },
  }),

  updateNotary: (pubkey: Uint8Array, url: string) => ({ update_notary: { pubkey: writeBytes(pubkey), url } }),

  setActive: (role: 'operator' | 'notary', pubkey: Uint8Array, active: boolean) => ({
    set_active: { role, pubkey: writeBytes(pubkey), active },
  }),

  publishOperation: (operation: Uint8Array) => ({ publish_operation: { operation: writeBytes(operation) } }),

  createFeed: (feed: NewFeed) => ({
    create_feed: {
      feed: {
        label: feed.label,
        operation_id: writeBytes(feed.operationId),
        params: feed.params,
        subject: feed.subject,
        reading: feed.reading,
        unit: feed.unit,
        decimals: feed.decimals,
        interval_ms: Number(feed.intervalMs),
        start_ms: feed.startMs === undefined ? null : Number(feed.startMs),
        operators: feed.operators.map(writeBytes),
        notaries: feed.notaries.map(writeBytes),
        quorum: feed.quorum,
        modes: feed.modes,
        step_up: feed.stepUp === undefined ? null : writeStepUp(feed.stepUp),
        allow_custom_ca: feed.allowCustomCa,
        max_age_ms: Number(feed.maxAgeMs),
        max_observed_age_ms: feed.maxObservedAgeMs === undefined ? null : Number(feed.maxObservedAgeMs),
        observer_reward: feed.observerReward.toString(),
        notary_reward: feed.notaryReward.toString(),
        transmitter_reward: feed.transmitterReward.toString(),
      },
    },
  }),

  fundFeed: (feedId: number) => ({ fund_feed: { feed_id: feedId } }),

  setFeedActive: (feedId: number, active: boolean) => ({ set_feed_active: { feed_id: feedId, active } }),

  submitReports: (reports: readonly Uint8Array[]) => ({
    submit_reports: { reports: reports.map(writeBytes) },
  }),

  claim: () => ({ claim: {} }),

  withdrawBond: (role: 'operator' | 'notary', pubkey: Uint8Array) => ({
    withdraw_bond: { role, pubkey: writeBytes(pubkey) },
  }),
};
