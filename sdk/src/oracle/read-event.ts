import { z } from 'zod';
import type { ContractEvent } from '../chain/events.ts';
import {
  decimalText,
  flagText,
  idText,
  keyText,
  keysText,
  paymentsText,
  u32Text,
  u64Text,
} from '../contract/attribute.ts';
import { eventOf, readEvent } from '../contract/event.ts';
import type { EventReaders } from '../contract/event.ts';
import { amount } from '../wire.ts';
import type { OracleEvent } from './events.ts';

const registered = { pubkey: keyText, account: z.string(), name: z.string() };
const activity = { pubkey: keyText, active: flagText };

const READERS: EventReaders<OracleEvent> = {
  operator_registered: eventOf('operator_registered', registered),
  notary_registered: eventOf('notary_registered', registered),
  operator_activity: eventOf('operator_activity', activity),
  notary_activity: eventOf('notary_activity', activity),
  bond_withdrawn: eventOf('bond_withdrawn', {
    role: z.enum(['operator', 'notary']),
    pubkey: keyText,
    amount,
  }),
  operation_published: eventOf('operation_published', { operationId: idText, name: z.string() }),
  feed_created: eventOf('feed_created', { feedId: u32Text, label: z.string() }),
  feed_funded: eventOf('feed_funded', { feedId: u32Text, added: amount, escrow: amount }),
  feed_activity: eventOf('feed_activity', { feedId: u32Text, active: flagText }),
  feed_updated: eventOf('feed_updated', {
    feedId: u32Text,
    round: u64Text,
    value: decimalText,
    unit: z.string(),
    spread: decimalText,
    observations: u32Text,
    notaries: u32Text,
    modeMpc: u32Text,
    modeProxy: u32Text,
    customCa: flagText,
    transmitter: z.string(),
    observers: keysText,
    underfunded: flagText,
    rewards: paymentsText,
  }).transform(({ modeMpc: mpc, modeProxy: proxy, ...event }) => ({ ...event, modes: { mpc, proxy } })),
  feed_skipped: eventOf('feed_skipped', { feedId: u32Text, round: u64Text, reason: z.string() }),
  reward_claimed: eventOf('reward_claimed', { address: z.string(), amount }),
};

/**
 * What the oracle contract says in an event: undefined for a type that this version does not know. Throws `sdk.malformed` for one that it
 * knows and cannot read. Whether it is that contract's is for the caller to look at: `event.contract`.
 */
export function readOracleEvent(event: Pick<ContractEvent, 'type' | 'attributes'>): OracleEvent | undefined {
  return readEvent<OracleEvent>(READERS, event);
}
