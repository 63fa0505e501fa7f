import { z } from 'zod';

const schema = z.strictObject({
  feedId: z.int().min(0),
  /** Decimal. */
  round: z.string().regex(/^\d{1,20}$/),
});

/** A round to read, as it waits in the queue. */
export type ReadingJob = Readonly<z.output<typeof schema>>;

/** The job's id: a member reads a round once. */
export function readingJobId({ feedId, round }: ReadingJob): string {
  return `${feedId}/${round}`;
}

/** Throws at what is no job of this version. */
export function readReadingJob(json: unknown): ReadingJob {
  return schema.parse(json);
}
