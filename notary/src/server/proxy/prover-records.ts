import { RecordReader } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import type { PlannedRecord } from '../../binding/record-plan.ts';
import { refusedWith } from '../../session/error.ts';
import { ClientGate } from './client-gate.ts';
import { HelloGate } from './hello-gate.ts';

/** What the prover sends, record by record: the hello before its commitment (rule PRX-4), the request after it (PRX-5). */
export class ProverRecords {
  readonly hello: HelloGate;
  readonly #reader = new RecordReader();
  #request = new ClientGate([]);

  constructor(serverName: string) {
    this.hello = new HelloGate(serverName);
  }

  /** The request's records so far, and whether they are all that the plan explains. */
  get request(): Pick<ClientGate, 'records' | 'plan' | 'complete'> {
    return this.#request;
  }

  /** The exchange is known, and with it the records that its request may have. */
  expect(plan: readonly PlannedRecord[]): void {
    this.#request = new ClientGate(plan);
  }

  /** Records that may be forwarded, one after the other as they are judged. Throws the refusal, or Tls13Error. */
  *take(chunk: Uint8Array, isCommitted: boolean): Generator<TlsRecord, void> {
    this.#reader.push(chunk);
    for (let record = this.#reader.next(); record !== undefined; record = this.#reader.next()) {
      if (isCommitted) this.#check(record);
      else if (this.#isHeld(record)) continue;
      yield record;
    }
  }

  #check(record: TlsRecord): void {
    const refusal = this.#request.check(record);
    if (refusal !== undefined) throw refusedWith(refusal);
  }

  #isHeld(record: TlsRecord): boolean {
    const verdict = this.hello.check(record);
    if (verdict.act === 'refuse') throw refusedWith(verdict.refusal);
    return verdict.act === 'hold';
  }
}
