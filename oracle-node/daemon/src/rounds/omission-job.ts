import { z } from 'zod';

const schema = z.strictObject({
  feedId: z.int().min(0),
  /** Decimal. */
  round: z.string().regex(/^\d{1,20}$/),
  /** Gas that its claim is expected to use. */
  gas: z.int().min(0),
});

/** An observation whose report left it out and that is to be shown to the contract, as it waits in the queue. */
export type OmissionJob = Readonly<z.output<typeof schema>>;

/** The job's id: an observation is claimed once. */
export function omissionJobId({ feedId, round }: Pick<OmissionJob, 'feedId' | 'round'>): string {
  return `${feedId}/${round}`;
}

/** Throws at what is no job of this version. */
export function readOmissionJob(json: unknown): OmissionJob {
  return schema.parse(json);
}
