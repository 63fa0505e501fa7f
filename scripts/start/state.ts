import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  source: z.string(),
  oracle: z.string().optional(),
  devices: z.string().optional(),
  feedId: z.number().int().optional(),
  device: z.string().optional(),
});

/** What was deployed already, so that a second start on the same data resumes. The chain has the last word on everything else. */
export type NetworkState = z.output<typeof schema>;

export function readState(dataDir: string): NetworkState | undefined {
  const file = join(dataDir, 'network.json');
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Replaces the file in one step, so that a kill leaves the old or the new one. */
export function writeState(dataDir: string, state: NetworkState): void {
  const file = join(dataDir, 'network.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
