import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from './error.ts';
import { CHAIN_KINDS } from './chain-place.ts';
import { writeWhole } from './write-whole.ts';

const schema = z.object({
  source: z.string(),
  /** The embedded one where it is left out: it was the only one once. */
  chain: z.enum(CHAIN_KINDS).optional(),
  /** Of the chain; left out where the network starts its own, which has one name. */
  chainId: z.string().optional(),
  /** Whether its accounts were given what they put down; only then they lack no more than what is spent since. */
  funded: z.boolean().optional(),
  oracle: z.string().optional(),
  devices: z.string().optional(),
  feedId: z.number().int().optional(),
  device: z.string().optional(),
});

/** What was deployed already, so that a second start on the same data resumes. The chain has the last word on everything else. */
export type NetworkState = z.output<typeof schema>;

/** Undefined where there was no network. Throws a StartError where there was another one than this version makes. */
export function readState(dataDir: string): NetworkState | undefined {
  const file = stateFile(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new StartError(
      'start.data.unreadable',
      `${file} is not of a network that this version can go on with`,
      `Give another folder with --data, or delete ${dataDir}.`,
      { cause },
    );
  }
}

export function writeState(dataDir: string, state: NetworkState): void {
  writeWhole(stateFile(dataDir), `${JSON.stringify(state, null, 2)}\n`);
}

function stateFile(dataDir: string): string {
  return join(dataDir, 'network.json');
}
