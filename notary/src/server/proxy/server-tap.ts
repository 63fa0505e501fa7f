import { RecordReader } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import { refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';

/** What the notary itself read from the server, as records (rule PRX-3). Bounded; nothing that the prover says enters here. */
export class ServerTap {
  readonly records: TlsRecord[] = [];
  readonly #reader = new RecordReader();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether a record has begun and not ended. */
  get isCut(): boolean {
    return this.#reader.pending > 0;
  }

  /** Lets go of the first records. */
  forget(count: number): void {
    this.records.splice(0, count);
  }

  /** Throws a refusal, or Tls13Error where these are no records. */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) throw refusedWith(refuse('limit.bytes', "The server's answer"));
    this.#reader.push(chunk);
    for (let record = this.#reader.next(); record !== undefined; record = this.#reader.next()) {
      this.records.push(record);
    }
  }
}
