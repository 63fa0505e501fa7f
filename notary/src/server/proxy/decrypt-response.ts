import { CONTENT_TYPE, PostHandshakeReader, Tls13Error, decodeAlert, openRecord } from '@cloudx3/tls13';
import type { OpenedRecord, TlsRecord } from '@cloudx3/tls13';
import { refuse, refused } from '../../session/refusals.ts';
import type { Refusal, Refused } from '../../session/refusals.ts';
import type { BindingEvidence } from '../../binding/key-binding.ts';
import type { OpenedKey } from '../../binding/commitment.ts';
import { keyUpdateRefusal } from '../../binding/key-update-refused.ts';

export type DecryptedResponse =
  | {
      readonly ok: true;
      readonly received: Uint8Array;
      readonly binding: BindingEvidence;
      readonly closed: boolean;
    }
  | Refused;

export interface ResponseRecords {
  readonly suite: number;
  /** All that came after the server's Finished. */
  readonly records: readonly TlsRecord[];
  readonly key: OpenedKey;
  readonly maxBytes: number;
  /** How many of the records had come when the prover committed to its keys. */
  readonly beforeCommitment: number;
  /** Whether the request held a KeyUpdate. */
  readonly keyUpdated: boolean;
}

/** Rule PRX-8, server to client: every record opens, in order, none skipped; data, tickets, and at the end a close_notify. */
export function decryptResponse(response: ResponseRecords): DecryptedResponse {
  const { suite, records, key, maxBytes, beforeCommitment, keyUpdated } = response;
  const reader = new ResponseReader(maxBytes, keyUpdated);
  for (const [sequence, record] of records.entries()) {
    // Section 5: a ChangeCipherSpec has no place after the handshake.
    if (record.type !== CONTENT_TYPE.application_data) return refused(refuse('proxy.server_record'));
    const opened = openRecord(suite, key, sequence, record);
    if (opened === undefined) return refused(refuse('proxy.response_open'));
    const refusal = reader.read(opened, sequence >= beforeCommitment);
    if (refusal !== undefined) return refused(refusal);
  }
  return reader.finish();
}

class ResponseReader {
  readonly #maxBytes: number;
  readonly #keyUpdated: boolean;
  readonly #data: Uint8Array[] = [];
  #length = 0;
  readonly #handshake = new PostHandshakeReader();
  #ticketAfterCommitment = false;
  #closed = false;

  constructor(maxBytes: number, keyUpdated: boolean) {
    this.#maxBytes = maxBytes;
    this.#keyUpdated = keyUpdated;
  }

  read({ type, content }: OpenedRecord, isCommitted: boolean): Refusal | undefined {
    if (this.#closed) return refuse('proxy.server_record', 'Something follows the close_notify');
    switch (type) {
      case CONTENT_TYPE.application_data:
        return this.#onData(content);
      case CONTENT_TYPE.handshake:
        return this.#onHandshake(content, isCommitted);
      case CONTENT_TYPE.alert:
        return this.#onAlert(content);
      default:
        return refuse('proxy.server_record');
    }
  }

  finish(): DecryptedResponse {
    if (this.#handshake.hasFragment) return refused(refuse('proxy.server_record', 'A message does not end'));
    const received = Buffer.concat(this.#data);
    const refusal = this.#isUnanswered() ? keyUpdateRefusal() : undefined;
    if (refusal !== undefined) return refused(refusal);
    return {
      ok: true,
      received,
      binding: { ticketAfterCommitment: this.#ticketAfterCommitment },
      closed: this.#closed,
    };
  }

  /** PRX-10 */
  #isUnanswered(): boolean {
    return this.#keyUpdated && this.#length === 0;
  }

  #onAlert(content: Uint8Array): Refusal | undefined {
    const name = decodeAlert(content);
    this.#closed = name === 'close_notify';
    if (this.#closed) return undefined;
    const refusal = name !== undefined && this.#isUnanswered() ? keyUpdateRefusal(name) : undefined;
    return refusal ?? refuse('proxy.server_alert');
  }

  #onData(content: Uint8Array): Refusal | undefined {
    // RFC 8446, section 5.1: a handshake message is not interleaved with other records
    if (this.#handshake.hasFragment) return refuse('proxy.server_record', 'A message is interrupted');
    this.#length += content.length;
    if (this.#length > this.#maxBytes) return refuse('response.too_large');
    this.#data.push(content);
    return undefined;
  }

  /** RFC 8446, section 4.6: after the handshake a server may send tickets and key updates; a client certificate was not offered. */
  #onHandshake(content: Uint8Array, isCommitted: boolean): Refusal | undefined {
    const before = this.#handshake.tickets;
    try {
      this.#handshake.receive(content);
    } catch (error) {
      if (!(error instanceof Tls13Error)) throw error;
      return refuse(error.code);
    }
    this.#ticketAfterCommitment ||= isCommitted && this.#handshake.tickets > before;
    return undefined;
  }
}
