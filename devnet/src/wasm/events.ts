import type { ChainEvent, EventAttribute } from '../state/events.ts';
import { wasmError } from '../tx/sdk-error.ts';
import type { ContractResponse, CustomEvent } from './contract-response.ts';

const CONTRACT_KEY = '_contract_address';
const MIN_TYPE_LENGTH = 2;
const RESERVED_PREFIX = '_';

const ATTRIBUTE_GAS = 10;
const EVENT_GAS = 20;
const FREE_BYTES = 100;

/** The events of a contract's response. Throws SdkError `invalid event` for keys and types that are not allowed. */
export function contractEvents(response: ContractResponse, contract: string): ChainEvent[] {
  const events = response.events.map((event) => customEvent(event, contract));
  if (response.attributes.length === 0) return events;
  return [{ type: 'wasm', attributes: checked(response.attributes, contract) }, ...events];
}

function customEvent(event: CustomEvent, contract: string): ChainEvent {
  const type = event.type.trim();
  if (Buffer.byteLength(type) <= MIN_TYPE_LENGTH)
    throw wasmError('invalidEvent', `Event type too short: '${type}'`);
  return { type: `wasm-${type}`, attributes: checked(event.attributes, contract) };
}

function checked(attributes: readonly EventAttribute[], contract: string): EventAttribute[] {
  const own = attributes.map((attribute) => {
    const key = attribute.key.trim();
    if (key === '') throw wasmError('invalidEvent', `Empty attribute key. Value: ${attribute.value}`);
    if (key.startsWith(RESERVED_PREFIX)) {
      throw wasmError(
        'invalidEvent',
        `Attribute key starts with reserved prefix ${RESERVED_PREFIX}: '${key}'`,
      );
    }
    return { key, value: attribute.value.trim() };
  });
  return [{ key: CONTRACT_KEY, value: contract }, ...own];
}

function attributeBytes(attributes: readonly EventAttribute[]): number {
  return attributes.reduce(
    (sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}

/** SDK gas for what a contract emits (wasmd's gas register): by attribute, by event, by byte after a free tier. */
export function eventGas(attributes: readonly EventAttribute[], events: readonly CustomEvent[]): number {
  const all = [attributes, ...events.map((event) => event.attributes)];
  const bytes = all.reduce((sum, list) => sum + attributeBytes(list), 0);
  const count = all.reduce((sum, list) => sum + list.length, 0);
  const types = events.reduce((sum, event) => sum + EVENT_GAS + Buffer.byteLength(event.type), 0);
  return Math.max(0, bytes - FREE_BYTES) + count * ATTRIBUTE_GAS + types;
}

/** SDK gas for the events handed to a reply. */
export function replyEventGas(events: readonly ChainEvent[]): number {
  const types = events.reduce((sum, event) => sum + Buffer.byteLength(event.type), 0);
  return (
    types +
    eventGas(
      events.flatMap((event) => event.attributes),
      [],
    )
  );
}

/** Events of type `message` belong to the transaction's own messages; those of a contract's are dropped. */
export function withoutMessages(events: readonly ChainEvent[]): ChainEvent[] {
  return events.filter((event) => event.type !== 'message');
}

/** What a reply sees: attributes ordered by key, so that two nodes agree. */
export function sortedByKey(events: readonly ChainEvent[]): ChainEvent[] {
  return events.map((event) => ({
    type: event.type,
    attributes: [...event.attributes].sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)),
  }));
}
