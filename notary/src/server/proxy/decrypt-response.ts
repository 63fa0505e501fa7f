import {
  CONTENT_TYPE,
  PostHandshakeReader,
  Tls13Error,
  decodeAlert,
  disclosedEpochs,
  openRecord,
} from '@cloudx3/tls13';
import type { OpenedRecord, TlsRecord } from '@cloudx3/tls13';
import { refuse, refused } from '../../session/refusals.ts';
import type { Refusal, Refused } from '../../session/refusals.ts';
import type { BindingEvidence } from '../../binding/key-binding.ts';
import { keyUpdateRefusal } from '../../binding/key-update-refused.ts';

export type DecryptedResponse =
  | {
      readonly ok: true;
      readonly received: Uint8Array;
      readonly binding: BindingEvidence;
    }
  | Refused;

export interface ResponseRecords {
  readonly suite: number;
  /** All that came after the server's Finished. */
  readonly records: readonly TlsRecord[];
  /** server_application_traffic_secret_0, as long as the suite's hash. */
  readonly secret: Uint8Array;
  readonly maxBytes: number;
  /** Whether the request held a KeyUpdate. */
  readonly keyUpdated: boolean;
}

/** Rule PRX-8, server to client: every record opens, in order, none skipped; data, tickets, changes of keys, and at the end a close_notify. */
export function decryptResponse(response: ResponseRecords): DecryptedResponse {
  const { suite, records, secret, maxBytes, keyUpdated } = response;
  const epochs = disclosedEpochs(suite, secret);
  const reader = new ResponseReader(maxBytes, keyUpdated);
  let keys = epochs.at(0);
  let sequence = 0;
  for (const record of records) {
    // Section 5: a ChangeCipherSpec has no place after the handshake.
    if (record.type !== CONTENT_TYPE.application_data) return refused(refuse('proxy.server_record'));
    const opened = openRecord(suite, keys, sequence++, record);
    if (opened === undefined) return refused(refuse('proxy.response_open'));
    const { epoch } = reader;
    const refusal = reader.read(opened);
    if (refusal !== undefined) return refused(refusal);
    if (reader.epoch === epoch) continue;
    keys = epochs.at(reader.epoch);
    sequence = 0;
  }
  return reader.finish();
}

class ResponseReader {
  readonly #maxBytes: number;
  readonly #keyUpdated: boolean;
  readonly #data: Uint8Array[] = [];
  #length = 0;
  readonly #handshake = new PostHandshakeReader();
  #closed = false;

  constructor(maxBytes: number, keyUpdated: boolean) {
    this.#maxBytes = maxBytes;
    this.#keyUpdated = keyUpdated;
  }

  /** Of the next record: the number of KeyUpdates that were read. */
  get epoch(): number {
    return this.#handshake.keyUpdates;
  }

  read({ type, content }: OpenedRecord): Refusal | undefined {
    if (this.#closed) return refuse('proxy.server_record', 'Something follows the close_notify');
    switch (type) {
      case CONTENT_TYPE.application_data:
        return this.#onData(content);
      case CONTENT_TYPE.handshake:
        return this.#onHandshake(content);
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
    return { ok: true, received, binding: { tickets: this.#handshake.tickets, closed: this.#closed } };
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
  #onHandshake(content: Uint8Array): Refusal | undefined {
    try {
      this.#handshake.receive(content);
    } catch (error) {
      if (!(error instanceof Tls13Error)) throw error;
      return refuse(error.code);
    }
    return undefined;
  }
}
