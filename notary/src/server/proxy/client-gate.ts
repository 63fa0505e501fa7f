import { CONTENT_TYPE } from '@cloudx3/tls13';
import type { TlsRecord } from '@cloudx3/tls13';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';
import type { PlannedRecord } from '../../binding/record-plan.ts';

/** Rule PRX-5: lets through exactly the records that the plan explains, judged by type, number and length before they are forwarded. */
export class ClientGate {
  readonly records: TlsRecord[] = [];
  readonly plan: readonly PlannedRecord[];

  constructor(plan: readonly PlannedRecord[]) {
    this.plan = plan;
  }

  /** Whether the whole request has passed. */
  get complete(): boolean {
    return this.records.length === this.plan.length;
  }

  check(record: TlsRecord): Refusal | undefined {
    const planned = this.plan[this.records.length];
    if (planned === undefined) return refuse('proxy.record_extra');
    if (record.type !== CONTENT_TYPE.application_data) return refuse('proxy.record_type');
    const { length } = record.payload;
    if (length < planned.min || length > planned.max) {
      const expected = planned.min === planned.max ? String(planned.min) : `${planned.min} to ${planned.max}`;
      return refuse('proxy.record_length', `${length} bytes in place of ${expected}`);
    }
    this.records.push(record);
    return undefined;
  }
}
