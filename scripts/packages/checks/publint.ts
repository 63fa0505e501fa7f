import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Packed } from '../pack.ts';
import type { Finding } from './finding.ts';

/** What publint says of the tarball; its warnings are as good as errors. */
export async function publintFindings({
  name,
  tarball,
}: Pick<Packed, 'name' | 'tarball'>): Promise<Finding[]> {
  const bytes = Uint8Array.from(readFileSync(tarball));
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer },
    strict: true,
    level: 'warning',
  });
  return messages.map((message) => ({
    package: name,
    rule: `publint ${message.code}`,
    message: formatMessage(message, pkg, { color: false }) ?? message.code,
  }));
}
