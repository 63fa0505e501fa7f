import { readFileSync } from 'node:fs';
import { ADAPTER_MANIFEST_SCHEMA } from '@cloudx3/adapter-kit';
import * as z from 'zod';
import { AdapterToolError } from '../error.ts';

/** As much of a committed manifest as it takes to make it anew; all else is compared, so that a difference is named and not refused. */
const committedSchema = z.looseObject({
  schema: z.literal(ADAPTER_MANIFEST_SCHEMA),
  settings: z.record(z.string(), z.unknown()),
});

export type CommittedManifest = z.output<typeof committedSchema>;

/** Reads a manifest that was written before. Throws {@link AdapterToolError} `tool.file_unreadable` or `tool.file_malformed`. */
export function readCommitted(file: string): CommittedManifest {
  const parsed = committedSchema.safeParse(parse(read(file), file));
  if (parsed.success) return parsed.data;
  throw new AdapterToolError(
    'tool.file_malformed',
    `${file} is no manifest of "${ADAPTER_MANIFEST_SCHEMA}" (${z.prettifyError(parsed.error)}); write it with --json`,
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AdapterToolError('tool.file_unreadable', `${file} cannot be read; correct the path`, { cause });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AdapterToolError('tool.file_malformed', `${file} is not JSON; write it with --json`, { cause });
  }
}
