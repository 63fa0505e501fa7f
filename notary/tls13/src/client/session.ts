import { encodeKeyUpdate } from '../handshake/key-update.ts';
import { Tls13Error } from '../errors.ts';
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
  /** server_application_traffic_secret_0: every key of the server follows from it, and none of the client. */
  readonly serverSecret: Uint8Array;
  readonly #epochs: EpochKeys;
  #updatesAnswered = 0;
  #outbound: RecordCipher;
  #epoch = 0;

  /** @param secrets client and server_application_traffic_secret_0 */
  constructor(handshake: VerifiedHandshake, secrets: TrafficSecrets) {
    const { suite } = handshake;
    this.handshake = handshake;
    this.serverSecret = secrets.server;
    this.#epochs = new EpochKeys(suite, secrets.client);
    this.inbound = new ServerRecords(suite, new EpochKeys(suite, secrets.server));
    this.#outbound = new RecordCipher(suite, this.clientKeys(0));
  }

  get epoch(): number {
    return this.#epoch;
  }

  clientKeys(epoch: number): TrafficKeys {
    return this.#epochs.at(epoch);
  }

  write(data: Uint8Array, paddingLength = 0): Uint8Array {
    // RFC 8446 section 4.6.3: who is asked for new keys changes them before it says more.
    if (this.inbound.updatesRequested > this.#updatesAnswered) {
      throw new Tls13Error('tls.key_update_unexpected');
    }
    const records: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += MAX_PLAINTEXT) {
      const content = data.subarray(at, at + MAX_PLAINTEXT);
      const padding = at + content.length === data.length ? paddingLength : 0;
      records.push(this.#outbound.seal(CONTENT_TYPE.application_data, content, padding));
    }
    return concat(...records);
  }

  updateKey(): Uint8Array {
    const next = this.clientKeys(this.#epoch + 1);
    const record = this.#outbound.seal(CONTENT_TYPE.handshake, encodeKeyUpdate());
    this.#epoch += 1;
    this.#updatesAnswered = this.inbound.updatesRequested;
    this.#outbound = new RecordCipher(this.handshake.suite, next);
    return record;
  }

  alert(name: AlertName): Uint8Array {
    return this.#outbound.seal(CONTENT_TYPE.alert, encodeAlert(name));
  }
}
