import { encodeKeyUpdate } from '../handshake/key-update.ts';
import type { VerifiedHandshake } from '../handshake/verifier.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import type { TrafficKeys } from '../keys/traffic-keys.ts';
import { EpochKeys } from '../keys/update.ts';
import { concat } from '../presentation/writer.ts';
import { encodeAlert } from '../record/alert.ts';
import type { AlertName } from '../record/alert.ts';
import { CONTENT_TYPE, MAX_PLAINTEXT } from '../record/content-type.ts';
import { RecordCipher } from '../record/record-cipher.ts';
import { ServerRecords } from './server-records.ts';

/** What there is once the handshake is done: keys of both directions by epoch, and what is written with them. */
export class Session {
  readonly handshake: VerifiedHandshake;
  /** What the server says. */
  readonly inbound: ServerRecords;
  readonly #epochs: { readonly client: EpochKeys; readonly server: EpochKeys };
  #outbound: RecordCipher;
  #epoch = 0;

  /** @param secrets client and server_application_traffic_secret_0 */
  constructor(handshake: VerifiedHandshake, secrets: TrafficSecrets) {
    const { suite } = handshake;
    this.handshake = handshake;
    this.#epochs = {
      client: new EpochKeys(suite, secrets.client),
      server: new EpochKeys(suite, secrets.server),
    };
    this.inbound = new ServerRecords(new RecordCipher(suite, this.epochKeys('server', 0)));
    this.#outbound = new RecordCipher(suite, this.epochKeys('client', 0));
  }

  get epoch(): number {
    return this.#epoch;
  }

  epochKeys(direction: 'client' | 'server', epoch: number): TrafficKeys {
    return this.#epochs[direction].at(epoch);
  }

  write(data: Uint8Array): Uint8Array {
    const records: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += MAX_PLAINTEXT) {
      records.push(this.#outbound.seal(CONTENT_TYPE.application_data, data.subarray(at, at + MAX_PLAINTEXT)));
    }
    return concat(...records);
  }

  updateKey(): Uint8Array {
    const next = this.epochKeys('client', this.#epoch + 1);
    const record = this.#outbound.seal(CONTENT_TYPE.handshake, encodeKeyUpdate());
    this.#epoch += 1;
    this.#outbound = new RecordCipher(this.handshake.suite, next);
    return record;
  }

  alert(name: AlertName): Uint8Array {
    return this.#outbound.seal(CONTENT_TYPE.alert, encodeAlert(name));
  }
}
