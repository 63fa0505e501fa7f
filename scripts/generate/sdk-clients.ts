import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { format, resolveConfig } from 'prettier';
import { readContract } from './sdk/contract.ts';
import { messagesFile } from './sdk/messages-file.ts';
import { queriesFile } from './sdk/queries-file.ts';
import { readersFile } from './sdk/readers-file.ts';
import { typesFile } from './sdk/types-file.ts';
import { generateFolder } from './tree.ts';

const CONTRACTS = ['oracle', 'devices'];
const FILES = { types: typesFile, readers: readersFile, messages: messagesFile, queries: queriesFile };

/** contracts/schema/*.json → sdk/src/{oracle,devices}/gen: types, what reads answers, messages and queries. */
export async function generateSdkClients(check: boolean): Promise<string[]> {
  const changed = await Promise.all(
    CONTRACTS.map((name) =>
      generateFolder(`sdk/src/${name}/gen`, check, async (into) => {
        const source = `contracts/schema/${name}.json`;
        const contract = readContract(readFileSync(join(repositoryRoot, source), 'utf8'));
        mkdirSync(into, { recursive: true });
        for (const [file, textOf] of Object.entries(FILES))
          writeFileSync(join(into, `${file}.ts`), await formatted(textOf(contract, source)));
      }),
    ),
  );
  return changed.flat();
}

async function formatted(text: string): Promise<string> {
  return format(text, {
    ...(await resolveConfig(join(repositoryRoot, 'package.json'))),
    parser: 'typescript',
  });
}
