import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { NodeError } from '../error.ts';
import type { Ask } from './ask.ts';
import type { Decision } from './standing.ts';

/** Name of the file in the store's folder. The database beside it is locked by the node that runs; this is written beside a running one. */
export const DECISION_FILE = 'policy.json';

/** Of one ask against another. */
export const MAX_WEIGHT = 1_000;

const MAX_BYTES = 4_194_304;

const schema = z.strictObject({
  version: z.literal(1),
  decisions: z.array(
    z.strictObject({
      kind: z.enum(['feed', 'device']),
      id: z.string().min(1).max(128),
      terms: z.string().regex(/^[0-9a-f]{64}$/),
      next: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      verdict: z.enum(['accepted', 'refused', 'leaving']),
      weight: z.int().min(1).max(MAX_WEIGHT).optional(),
      atMs: z.number(),
    }),
  ),
});

/** All decisions of the file; none where there is no file. Throws `node.policy` for one that cannot be read. */
export function readDecisions(file: string): Decision[] {
  let text: string;
  try {
    if (statSync(file).size > MAX_BYTES) throw new Error(`it is longer than ${MAX_BYTES} bytes`);
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw unreadable(file, cause);
  }
  try {
    return schema.parse(JSON.parse(text)).decisions;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Keeps a decision in the place of an earlier one about the same; in one step, so that a kill leaves the old file or the new one. */
export function decide(file: string, decision: Decision): void {
  const others = readDecisions(file).filter((each) => !isAbout(each, decision));
  const text = JSON.stringify({ version: 1, decisions: [...others, decision] }, null, 2);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** Whether a decision is about what an ask is about, under whatever terms. */
export function isAbout(
  decision: Pick<Decision, 'kind' | 'id'>,
  { kind, id }: Pick<Ask, 'kind' | 'id'>,
): boolean {
  return decision.kind === kind && decision.id === id;
}

function unreadable(file: string, cause: unknown): NodeError {
  return new NodeError(
    'node.policy',
    `${file} cannot be read, so that only what the configuration's [policy] accepts is served; mend it, or delete it and accept again`,
    { cause },
  );
}
