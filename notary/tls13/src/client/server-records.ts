import { Tls13Error } from '../errors.ts';
import { PostHandshakeReader } from '../handshake/post-handshake.ts';
import type { Suite } from '../keys/suites.ts';
import type { EpochKeys } from '../keys/update.ts';
import { decodeAlert } from '../record/alert.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { alertError } from '../record/received-alert.ts';
import { RecordCipher } from '../record/record-cipher.ts';
import type { TlsRecord } from '../record/record-reader.ts';

const NOTHING = new Uint8Array(0);
/** Section 5.4 lets records be empty; a server that sends a long row of them wants to keep us busy. */
const MAX_EMPTY_IN_A_ROW = 32;

/** What a server sends after its Finished: data, tickets that are not used, changes of its keys, and an end. */
export class ServerRecords {
  readonly #suite: Suite;
  readonly #epochs: EpochKeys;
  #cipher: RecordCipher;
  readonly #messages = new PostHandshakeReader();
  #emptyInARow = 0;
  #closed = false;

  constructor(suite: Suite, epochs: EpochKeys) {
    this.#suite = suite;
    this.#epochs = epochs;
    this.#cipher = new RecordCipher(suite, epochs.at(0));
  }

  /** Whether close_notify came. */
  get closed(): boolean {
    return this.#closed;
  }

  /** How often the server has asked the client for new keys. */
  get updatesRequested(): number {
    return this.#messages.updatesRequested;
  }

  /** The application data in this record; empty for all else. */
  receive(record: TlsRecord): Uint8Array {
    if (this.#closed) throw new Tls13Error('tls.after_close');
    // Section 5: after the handshake there is no record in the clear, not even a change_cipher_spec.
    if (record.type === CONTENT_TYPE.change_cipher_spec) throw new Tls13Error('tls.change_cipher_spec');
    if (record.type !== CONTENT_TYPE.application_data) throw new Tls13Error('tls.record.unexpected');
    const { type, content } = this.#cipher.open(record);
    // Section 5.1: a handshake message in pieces must not be interrupted.
    if (this.#messages.hasFragment && type !== CONTENT_TYPE.handshake)
      throw new Tls13Error('tls.handshake.fragment');
    switch (type) {
      case CONTENT_TYPE.application_data:
        return this.#data(content);
      case CONTENT_TYPE.handshake:
        this.#handshake(content);
        return NOTHING;
      case CONTENT_TYPE.alert:
        this.#alert(content);
        return NOTHING;
      default:
        throw new Tls13Error('tls.record.unexpected');
    }
  }

  #handshake(content: Uint8Array): void {
    const epoch = this.#messages.keyUpdates;
    this.#messages.receive(content);
    const { keyUpdates } = this.#messages;
    if (keyUpdates > epoch) this.#cipher = new RecordCipher(this.#suite, this.#epochs.at(keyUpdates));
  }

  #data(content: Uint8Array): Uint8Array {
    this.#emptyInARow = content.length === 0 ? this.#emptyInARow + 1 : 0;
    if (this.#emptyInARow > MAX_EMPTY_IN_A_ROW) throw new Tls13Error('tls.empty_flood');
    return content;
  }

  #alert(content: Uint8Array): void {
    if (decodeAlert(content) !== 'close_notify') throw alertError(content);
    this.#closed = true;
  }
}
