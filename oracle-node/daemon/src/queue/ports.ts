/** One piece of work. `id` names its effect: while a job is queued or done, another of its id is not taken. */
export interface NewJob<T> {
  readonly id: string;
  readonly payload: T;
  /** Not before; Unix milliseconds. */
  readonly runAtMs: number;
  /** A job that did not succeed by then is given up. */
  readonly expiresAtMs: number;
}

export interface Job<T> extends NewJob<T> {
  /** 1 the first time. */
  readonly attempt: number;
}

/** What a handler makes of a job. Throwing is the same as `retry` with the error's message. */
export type JobResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'give_up' };

export type JobHandler<T> = (job: Job<T>, signal: AbortSignal) => Promise<JobResult>;

/**
 * A durable queue of jobs: each is handled at least once, by one worker at a time, earliest first; a job whose worker died is
 * handled again. Says nothing of where jobs are kept, so that other machines may do the work.
 */
export interface Queue<T> {
  /** False where a job of this id is there already, done or not. */
  add(job: NewJob<T>): Promise<boolean>;
  /** Handles jobs, `concurrency` at a time, until closed. Called once. */
  work(handler: JobHandler<T>, options: { readonly concurrency: number }): void;
  /** Queued and running. */
  size(): Promise<number>;
  /** Ends taking jobs, aborts those that run and waits for them; they are handled again after the next start. */
  close(): Promise<void>;
}
