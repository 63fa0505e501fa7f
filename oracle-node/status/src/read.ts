import { z } from 'zod';
import { STATUS_VERSION, nodeStatusSchema } from './node-status.ts';
import type { NodeStatus } from './node-status.ts';

/** A status that was read, or why it could not be. */
export type StatusReading =
  | { readonly ok: true; readonly status: NodeStatus }
  | {
      readonly ok: false;
      /** `status.foreign`: no node answers there. `status.version`: another version does. `status.malformed`: one of this version, wrongly. */
      readonly code: 'status.foreign' | 'status.version' | 'status.malformed';
      /** For people, with what to do. */
      readonly message: string;
    };

const versioned = z.looseObject({ version: z.unknown(), operator: z.string() });

/** Reads what `/status` answered. Never throws; fields that are not known here are left out. */
export function readNodeStatus(json: unknown): StatusReading {
  const node = versioned.safeParse(json);
  if (!node.success)
    return {
      ok: false,
      code: 'status.foreign',
      message: 'what answers is no oracle node; check host and port',
    };
  const { version } = node.data;
  if (version !== STATUS_VERSION)
    return {
      ok: false,
      code: 'status.version',
      message: `the node answers in version ${shown(version)} and this program reads ${STATUS_VERSION}; use the one that came with the node`,
    };
  const read = nodeStatusSchema.safeParse(json);
  if (read.success) return { ok: true, status: read.data };
  const [issue] = read.error.issues;
  return {
    ok: false,
    code: 'status.malformed',
    message: `${issue?.path.join('.') ?? ''} of the answer is not as it should be: ${issue?.message ?? ''}`,
  };
}

function shown(version: unknown): string {
  return typeof version === 'number' ? version.toString() : 'none';
}
