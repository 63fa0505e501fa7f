import { z } from 'zod';
import type { ContractEvent } from '../chain/events.ts';
import {
  idText,
  keyText,
  keysText,
  optionalIdText,
  paymentsText,
  roleText,
  u32Text,
  u64Text,
} from '../contract/attribute.ts';
import { eventOf, readEvent } from '../contract/event.ts';
import type { EventReaders } from '../contract/event.ts';
import { amount } from '../wire.ts';
import type { DevicesEvent } from './events.ts';

const text = z.string();

const device = text;
const member = { device, role: roleText, pubkey: keyText };
const command = { commandId: u64Text, device };
const place = { serverName: text, serial: text };

const READERS: EventReaders<DevicesEvent> = {
  binding_notaries_set: eventOf('binding_notaries_set', { notaries: keysText, required: u32Text }),
  proof_set: eventOf('proof_set', { operation: idText, vendor: text }),
  device_registered: eventOf('device_registered', { device, owner: text, vendor: text, terms: idText }),
  device_bound: eventOf('device_bound', { device, owner: text, ...place, provedAtMs: u64Text }),
  device_unbound: eventOf('device_unbound', { device, ...place, why: text }),
  handover_begun: eventOf('handover_begun', {
    ...{ device, owner: text, by: text, claimant: text },
    ...place,
    completesAtMs: u64Text,
  }),
  handover_answered: eventOf('handover_answered', { device, by: text }),
  device_offered: eventOf('device_offered', { device, owner: text, to: text }),
  device_transferred: eventOf('device_transferred', { device, from: text, to: text, terms: idText }),
  device_updated: eventOf('device_updated', { device, terms: idText }),
  member_joined: eventOf('member_joined', { ...member, by: text }),
  member_left: eventOf('member_left', { ...member, untilMs: u64Text }),
  command_issued: eventOf('command_issued', {
    ...command,
    capability: text,
    value: text,
    deadlineMs: u64Text,
    escrow: amount,
  }),
  command_taken: eventOf('command_taken', {
    ...command,
    operator: keyText,
    untilMs: u64Text,
    deposit: amount,
  }),
  command_settled: eventOf('command_settled', {
    ...command,
    executor: keyText,
    receipt: idText,
    action: optionalIdText,
    rewards: paymentsText,
    returned: amount,
    burned: amount,
  }),
  command_refunded: eventOf('command_refunded', { ...command, to: text, amount, burned: amount }),
  command_cancelled: eventOf('command_cancelled', { ...command, to: text, amount, burned: amount }),
  reward_claimed: eventOf('reward_claimed', { address: text, amount }),
};

/**
 * What the devices contract says in an event: undefined for a type that this version does not know. Throws `sdk.malformed` for one that
 * it knows and cannot read. Whether it is that contract's is for the caller to look at: `event.contract`.
 */
export function readDevicesEvent(
  event: Pick<ContractEvent, 'type' | 'attributes'>,
): DevicesEvent | undefined {
  return readEvent<DevicesEvent>(READERS, event);
}
