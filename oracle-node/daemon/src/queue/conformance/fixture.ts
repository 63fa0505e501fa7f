import type { Queue, QueueOptions } from '../ports.ts';

type Opening = Partial<Pick<QueueOptions<string>, 'readPayload' | 'onError'>>;

/** A queue under test, wherever its jobs are kept. Each test gets one without jobs. */
export interface QueueFixture {
  /** The moment that the queue goes by; Unix milliseconds. */
  nowMs(): number;
  /** Opens the queue; a second time after a close it finds the same jobs. */
  open(opening?: Opening): Promise<Queue<string>>;
}

/** One whose time a test can let pass, and whose process it can kill. */
export interface TimedQueueFixture extends QueueFixture {
  /** Lets time pass for the queue; Unix milliseconds. */
  pass(ms: number): void | Promise<void>;
  /** Drops the open queue as a kill would: nothing is settled. */
  kill(): Promise<void>;
  /** After this long the jobs of a worker that was killed are handled again; 0: as soon as the queue is open again. */
  readonly leaseMs: number;
}

/** What an opening leaves out. */
export const OPENING: Required<Opening> = {
  readPayload: (json) => String(json),
  onError: () => undefined,
};
