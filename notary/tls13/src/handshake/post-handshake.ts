import { Tls13Error } from '../errors.ts';
import { HANDSHAKE_TYPE, MessageReader } from './message.ts';
import { readKeyUpdate } from './key-update.ts';
import { readNewSessionTicket } from './new-session-ticket.ts';

/** No server has reason for more in one answer; it bounds what the derivation of keys can cost. */
const MAX_KEY_UPDATES = 32;

/**
 * RFC 8446 section 4.6: the handshake messages that a server sends after its Finished: tickets, which are counted and not used, and
 * changes of its keys. For a client that receives them and for an auditor who opened them.
 */
export class PostHandshakeReader {
  readonly #messages = new MessageReader();
  #tickets = 0;
  #keyUpdates = 0;
  #updatesRequested = 0;

  /** How many NewSessionTicket messages were complete so far. */
  get tickets(): number {
    return this.#tickets;
  }

  /** How many KeyUpdates were complete so far, which is the epoch of the record that follows. */
  get keyUpdates(): number {
    return this.#keyUpdates;
  }

  /** How many of them want one of the client before it says more. */
  get updatesRequested(): number {
    return this.#updatesRequested;
  }

  /** Whether a message has begun that is not complete: then no record of another type may come (section 5.1). */
  get hasFragment(): boolean {
    return this.#messages.hasFragment;
  }

  /** The content of one handshake record. */
  receive(content: Uint8Array): void {
    if (content.length === 0) throw new Tls13Error('tls.record.empty');
    this.#messages.push(content);
    const epoch = this.#keyUpdates;
    for (let message = this.#messages.next(); message !== undefined; message = this.#messages.next()) {
      if (this.#keyUpdates > epoch) throw new Tls13Error('tls.key_update_unexpected');
      switch (message.type) {
        case HANDSHAKE_TYPE.new_session_ticket:
          readNewSessionTicket(message.body);
          this.#tickets += 1;
          break;
        case HANDSHAKE_TYPE.key_update:
          this.#keyUpdate(message.body);
          break;
        case HANDSHAKE_TYPE.certificate_request:
          throw new Tls13Error('tls.client_certificate_requested', { alert: 'unexpected_message' });
        default:
          throw new Tls13Error('tls.handshake.unexpected_message');
      }
    }
    // Section 5.1: a change of keys ends its record.
    if (this.#keyUpdates > epoch && this.hasFragment) throw new Tls13Error('tls.key_update_unexpected');
  }

  #keyUpdate(body: Uint8Array): void {
    const { isRequested } = readKeyUpdate(body);
    this.#keyUpdates += 1;
    if (isRequested) this.#updatesRequested += 1;
    if (this.#keyUpdates > MAX_KEY_UPDATES) throw new Tls13Error('tls.key_update_unexpected');
  }
}
