import type { Job, JobResult, Queue } from '../ports.ts';

/** A job that a worker has taken, waiting for what the test makes of it. */
export interface Seen {
  readonly job: Job<string>;
  readonly signal: AbortSignal;
  readonly finish: (result: JobResult) => void;
  readonly fail: (error: Error) => void;
}

/** Works, and hands each job out as it comes, so that a test waits for what happens and for no time. */
export function observe(queue: Queue<string>, concurrency = 1) {
  const waiting: ((seen: Seen) => void)[] = [];
  const arrived: Seen[] = [];
  /** Ids of all jobs that were handed to the worker, in order. */
  const ids: string[] = [];
  let [running, most] = [0, 0];
  queue.work(
    async (job, signal) => {
      ids.push(job.id);
      running += 1;
      most = Math.max(most, running);
      const { promise, resolve: finish, reject: fail } = Promise.withResolvers<JobResult>();
      const seen = { job, signal, finish, fail };
      const taker = waiting.shift();
      if (taker === undefined) arrived.push(seen);
      else taker(seen);
      try {
        return await promise;
      } finally {
        running -= 1;
      }
    },
    { concurrency },
  );
  const next = (): Promise<Seen> => {
    const seen = arrived.shift();
    return seen === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(seen);
  };
  return { next, ids, mostAtOnce: () => most };
}

/** Takes the next job and is done with it; gives its id. */
export async function finishNext({ next }: { readonly next: () => Promise<Seen> }): Promise<string> {
  const seen = await next();
  seen.finish({ kind: 'done' });
  return seen.job.id;
}
