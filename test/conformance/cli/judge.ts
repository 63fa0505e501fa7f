import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Outcome } from '../outcome.ts';
import { differences } from './differences.ts';
import type { Told } from './run.ts';

/** What wasmd itself answered, by the names of the cases. `npm run conformance -- --chain wasmd --record` writes it. */
const RECORD = join(import.meta.dirname, 'wasmd-0.61.14.json');

/** By the names of the cases. */
type Recorded = ReadonlyMap<string, unknown>;
type ToldByName = ReadonlyMap<string, Told>;

export async function readRecord(): Promise<Recorded> {
  return new Map(Object.entries(JSON.parse(await readFile(RECORD, 'utf8')) as Record<string, unknown>));
}

/** Throws where a case could not be tried to the end: there is nothing to hold others against then. */
export async function writeRecord(told: ToldByName): Promise<void> {
  const facts = [...told].map(([name, each]): [string, unknown] => {
    if ('broke' in each) throw new Error(`nothing is recorded: ${name}: ${each.broke}`);
    return [name, each.facts];
  });
  const options = { ...(await resolveConfig(RECORD)), filepath: RECORD };
  await writeFile(RECORD, await format(JSON.stringify(Object.fromEntries(facts)), options));
}

/** Every chain is held against what wasmd answered when it was recorded, wasmd too. */
export function judgeCli(recorded: Recorded, told: ToldByName): readonly Outcome[] {
  return [...new Set([...recorded.keys(), ...told.keys()])].map((name): Outcome => {
    const problem = problemOf(recorded, name, told.get(name));
    return { suite: 'command line', name, passed: problem === '', problem };
  });
}

function problemOf(recorded: Recorded, name: string, told: Told | undefined): string {
  if (told === undefined) return 'it was recorded on wasmd, and nobody tried it';
  if ('broke' in told) return told.broke;
  if (!recorded.has(name)) return 'it was never recorded on wasmd';
  return differences(recorded.get(name), told.facts).join('\n');
}
