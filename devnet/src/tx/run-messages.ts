import type { ExecutionContext } from '../state/context.ts';
import type { ChainEvent, EventAttribute } from '../state/events.ts';
import type { Message, MessageResponse } from './message.ts';
import { SdkError } from './sdk-error.ts';

interface Messages {
  readonly events: readonly ChainEvent[];
  readonly responses: readonly MessageResponse[];
}

/** Runs them in order until one fails. Throws its SdkError, with its place, or what is no refusal as it is. */
export function runMessages(ctx: ExecutionContext, messages: readonly Message[]): Messages {
  const events: ChainEvent[] = [];
  const responses: MessageResponse[] = [];
  messages.forEach((message, index) => {
    const own: ExecutionContext = { ...ctx, events: [] };
    try {
      responses.push(message.handle(own));
    } catch (error) {
      const where = `failed to execute message; message index: ${index}`;
      throw error instanceof SdkError ? error.wrap(where) : error;
    }
    events.push(...messageEvents(message, own.events, index));
  });
  return { events, responses };
}

/** Every event of a message carries its index; the message itself is announced first. */
function messageEvents(message: Message, events: readonly ChainEvent[], index: number): ChainEvent[] {
  const module = message.typeUrl.split('.')[1] ?? '';
  const attributes: EventAttribute[] = [
    { key: 'action', value: message.typeUrl },
    { key: 'sender', value: message.signer },
  ];
  const named = events.some((own) => own.attributes.some((attribute) => attribute.key === 'module'));
  if (!named && module !== '') attributes.push({ key: 'module', value: module });
  const position = { key: 'msg_index', value: index.toString() };
  return [{ type: 'message', attributes }, ...events].map((own) => ({
    type: own.type,
    attributes: [...own.attributes, position],
  }));
}
