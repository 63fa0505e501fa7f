import { z } from 'zod';

const schema = z.strictObject({
  /** Decimal. */
  id: z.string().regex(/^\d{1,20}$/),
});

/** A command to carry out, as it waits in the queue. */
export type CommandJob = Readonly<z.output<typeof schema>>;

/** The job's id: a command is carried out once. */
export function commandJobId({ id }: CommandJob): string {
  return `command/${id}`;
}

/** Throws at what is no job of this version. */
export function readCommandJob(json: unknown): CommandJob {
  return schema.parse(json);
}
