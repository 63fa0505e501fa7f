import { Tls13Error } from '../errors.ts';
import { HANDSHAKE_TYPE, MessageReader } from './message.ts';
import { readNewSessionTicket } from './new-session-ticket.ts';

/**
 * RFC 8446 section 4.6: the handshake messages that a server sends after its Finished. Only tickets are wanted, and
 * those are counted and not used. For a client that receives them and for an auditor who opened them.
 */
export class PostHandshakeReader {
  readonly #messages = new MessageReader();
  #tickets = 0;

  /** How many NewSessionTicket messages were complete so far. */
  get tickets(): number {
    return this.#tickets;
  }

  /** Whether a message has begun that is not complete: then no record of another type may come (section 5.1). */
  get hasFragment(): boolean {
    return this.#messages.hasFragment;
  }

  /** The content of one handshake record. */
  receive(content: Uint8Array): void {
    if (content.length === 0) throw new Tls13Error('tls.record.empty');
    this.#messages.push(content);
    for (let message = this.#messages.next(); message !== undefined; message = this.#messages.next()) {
      switch (message.type) {
        case HANDSHAKE_TYPE.new_session_ticket:
          readNewSessionTicket(message.body);
          this.#tickets += 1;
          break;
        case HANDSHAKE_TYPE.key_update:
          throw new Tls13Error('tls.key_update_unexpected');
        case HANDSHAKE_TYPE.certificate_request:
          throw new Tls13Error('tls.client_certificate_requested', { alert: 'unexpected_message' });
        default:
          throw new Tls13Error('tls.handshake.unexpected_message');
      }
    }
  }
}
