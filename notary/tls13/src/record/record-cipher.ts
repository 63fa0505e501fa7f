import { Tls13Error } from '../errors.ts';
import type { Suite } from '../keys/suites.ts';
import type { TrafficKeys } from '../keys/traffic-keys.ts';
import { openRecord, sealRecord } from './protection.ts';
import type { OpenedRecord } from './protection.ts';
import type { TlsRecord } from './record-reader.ts';

/** RFC 8446 section 5.5: AES-GCM is safe for 2^24.5 full records under one key. */
const MAX_RECORDS = 2 ** 24;

/** One direction's keys with the count of the records under them (section 5.3). */
export class RecordCipher {
  readonly #suite: Suite;
  readonly #keys: TrafficKeys;
  #sequence = 0;

  constructor(suite: Suite, keys: TrafficKeys) {
    this.#suite = suite;
    this.#keys = keys;
  }

  seal(type: number, content: Uint8Array, paddingLength = 0): Uint8Array {
    return sealRecord(this.#suite.id, this.#keys, this.#next(), type, content, paddingLength);
  }

  /** Opens the record that must be next, or throws `tls.record.mac`. */
  open(record: TlsRecord): OpenedRecord {
    const opened = openRecord(this.#suite.id, this.#keys, this.#next(), record);
    if (opened === undefined) throw new Tls13Error('tls.record.mac');
    return opened;
  }

  #next(): number {
    if (this.#sequence >= MAX_RECORDS) throw new Tls13Error('tls.record.sequence');
    return this.#sequence++;
  }
}
