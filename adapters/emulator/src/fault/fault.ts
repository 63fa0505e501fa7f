import * as z from 'zod';

/** What the next answers can be made to be (README.md says what each is). */
export const FAULT_KINDS = [
  'unauthorized',
  'not-found',
  'rate-limited',
  'server-error',
  'redirect',
  'html',
  'truncated',
  'missing',
  'null',
  'nan',
  'text',
  'out-of-bounds',
  'duplicate',
  'deep',
  'huge',
  'slow',
  'close',
  'close-after',
] as const;

/** One of {@link FAULT_KINDS}. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** `POST /faults`. */
export const faultSchema = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  /** How many answers. */
  count: z.int().min(1).max(100_000).default(1),
  /** Only this vendor's answers; all otherwise. */
  vendor: z.string().optional(),
  /** Only answers to reads, or to actions; all otherwise. */
  to: z.enum(['read', 'action']).optional(),
  /** For `slow`: how long the answer is held back, in milliseconds. */
  delayMs: z.int().min(1).max(600_000).default(10_000),
});

/** `POST /faults` as it is written: `kind`, and the rest where its default does not do. */
export type FaultRequest = z.input<typeof faultSchema>;

/** A fault that was asked for; `count` says how many answers it still spoils. */
export type Fault = z.output<typeof faultSchema>;

/** Faults that were asked for and did not happen yet, in order. */
export class FaultQueue {
  #pending: Fault[] = [];

  /** Asks for one more. */
  add(fault: Fault): void {
    this.#pending.push({ ...fault });
  }

  /** Takes all of them back. */
  clear(): void {
    this.#pending = [];
  }

  /** Those that did not happen yet. */
  list(): readonly Fault[] {
    return this.#pending.map((fault) => ({ ...fault }));
  }

  /** The first fault that fits, counted down by one. */
  take(vendor: string, to: 'read' | 'action'): Fault | undefined {
    const index = this.#pending.findIndex(
      (fault) =>
        (fault.vendor === undefined || fault.vendor === vendor) &&
        (fault.to === undefined || fault.to === to),
    );
    const fault = this.#pending[index];
    if (fault === undefined) return undefined;
    fault.count -= 1;
    if (fault.count === 0) this.#pending.splice(index, 1);
    return { ...fault };
  }
}
