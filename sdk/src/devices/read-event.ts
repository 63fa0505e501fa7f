import { z } from 'zod';
import type { ContractEvent } from '../chain/events.ts';
import { idText, keyText, optionalIdText, paymentsText, u64Text } from '../contract/attribute.ts';
import { eventOf, readEvent } from '../contract/event.ts';
import type { EventReaders } from '../contract/event.ts';
import { amount } from '../wire.ts';
import type { DevicesEvent } from './events.ts';

const text = z.string();

const READERS: EventReaders<DevicesEvent> = {
  device_registered: eventOf('device_registered', { device: text, owner: text, vendor: text }),
  command_issued: eventOf('command_issued', {
    commandId: u64Text,
    device: text,
    capability: text,
    value: text,
    deadlineMs: u64Text,
    escrow: amount,
  }),
  command_taken: eventOf('command_taken', { commandId: u64Text, operator: keyText, untilMs: u64Text }),
  command_settled: eventOf('command_settled', {
    commandId: u64Text,
    device: text,
    executor: keyText,
    receipt: idText,
    action: optionalIdText,
    rewards: paymentsText,
  }),
  command_refunded: eventOf('command_refunded', { commandId: u64Text, to: text, amount }),
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
