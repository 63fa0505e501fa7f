/** One piece of work. */
export interface Job<T> {
  /**
   * Names its effect: while a job is queued, and until it expires when it is done, another of its id is not taken. Words of `a-z`, `0-9`,
   * `_` and `-` with `/` between them, at least two: what every kind of queue takes as a name.
   */
  readonly id: string;
  /** Plain JSON: it may be handled by another process than the one that added it. */
  readonly payload: T;
  /** Not before; Unix milliseconds. */
  readonly runAtMs: number;
  /** A job that did not succeed by then is given up; Unix milliseconds. */
  readonly expiresAtMs: number;
}

/** What a handler makes of a job. Throwing is the same as `retry` after a second or so. */
export type JobResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'give_up' };

/** Handles one job. The signal is aborted when the queue closes; what is thrown then is told to nobody. */
export type JobHandler<T> = (job: Job<T>, signal: AbortSignal) => Promise<JobResult>;

/**
 * A durable queue of jobs: each is handled at least once, by one worker at a time; a job whose worker died is handled again. One that is
 * due earlier and was added earlier comes earlier. Says nothing of where jobs are kept, so that other machines may do the work.
 */
export interface Queue<T> {
  /** Resolves when the job would survive a kill of this process. Changes nothing where one of its id is there, done or not. */
  add(job: Job<T>): Promise<void>;
  /** Handles jobs, `concurrency` at a time, until closed. Called once. */
  work(handler: JobHandler<T>, options: { readonly concurrency: number }): void;
  /** Queued and running, by whomever. */
  size(): Promise<number>;
  /** Ends taking jobs, aborts those that run here and waits for them; they are handled again after the next start. */
  close(): Promise<void>;
}

export interface QueueOptions<T> {
  /** One queue for each name; of `a-z` alone. */
  readonly name: string;
  /** Checks what comes out of the queue; a job whose payload it throws at is given up. */
  readonly readPayload: (json: unknown) => T;
  /** Told of a handler that threw, and of a payload that cannot be read. */
  readonly onError: (jobId: string, error: unknown) => void;
}

/** Where a node's queues come from: a port of the node, so that they may live in its own database or on another machine. */
export type OpenQueue = <T>(options: QueueOptions<T>) => Promise<Queue<T>>;
