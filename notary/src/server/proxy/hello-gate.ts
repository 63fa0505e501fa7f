import { CONTENT_TYPE, readClientHello } from '@cloudx3/tls13';
import type { ClientHello, TlsRecord } from '@cloudx3/tls13';
import { refuse } from '../../session/refusals.ts';
import type { Refusal, RefusalCode } from '../../session/refusals.ts';

/** The ClientHello, and a second one after a HelloRetryRequest. */
const MAX_HELLOS = 2;
/** RFC 8446, appendix D.4: one, before the second flight. */
const MAX_CHANGE_CIPHER_SPECS = 1;

export type HelloVerdict =
  | { readonly act: 'forward' }
  | { readonly act: 'hold' }
  | { readonly act: 'refuse'; readonly refusal: Refusal };

/**
 * Rule PRX-4, before the commitment: a prover may send its hellos, which are read before they are forwarded, and one encrypted record,
 * its Finished, which is held. Anything more would be application data, or a resumption, before the server was checked.
 */
export class HelloGate {
  /** All records that came, in order. */
  readonly records: TlsRecord[] = [];
  readonly held: TlsRecord[] = [];
  readonly #serverName: string;
  #first: ClientHello | undefined;
  #hellos = 0;
  #changes = 0;

  constructor(serverName: string) {
    this.#serverName = serverName;
  }

  /** Throws Tls13Error for a hello that is not what a notary carries. */
  check(record: TlsRecord): HelloVerdict {
    this.records.push(record);
    if (record.type === CONTENT_TYPE.application_data) return this.#hold(record);
    if (this.held.length > 0) return refusing('proxy.record_type');
    if (record.type === CONTENT_TYPE.change_cipher_spec) {
      this.#changes += 1;
      return this.#changes > MAX_CHANGE_CIPHER_SPECS ? refusing('proxy.record_extra') : { act: 'forward' };
    }
    if (record.type !== CONTENT_TYPE.handshake) return refusing('proxy.record_type');
    this.#hellos += 1;
    if (this.#hellos > MAX_HELLOS) return refusing('proxy.record_extra');
    const rules = {
      serverName: this.#serverName,
      ...(this.#first === undefined ? {} : { first: this.#first }),
    };
    this.#first = readClientHello(record, rules);
    return { act: 'forward' };
  }

  /** Lets go of all that came. */
  forget(): void {
    this.records.length = this.held.length = 0;
    this.#first = undefined;
  }

  #hold(record: TlsRecord): HelloVerdict {
    this.held.push(record);
    return this.held.length > 1 ? refusing('proxy.early_data') : { act: 'hold' };
  }
}

function refusing(code: RefusalCode): HelloVerdict {
  return { act: 'refuse', refusal: refuse(code) };
}
