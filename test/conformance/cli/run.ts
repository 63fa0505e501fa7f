import { messageOf } from '@cloudx3/errors';
import type { RunningChain } from '../chains.ts';
import { BLOCKS } from './blocks.ts';
import type { CliCase, Scene } from './cli-case.ts';
import { CODES, CONTRACTS, STATE } from './contracts.ts';
import { plainFacts } from './plain-facts.ts';
import { openCli } from './session.ts';
import { TRANSFERS } from './transfers.ts';

/** In the order in which they are tried: later ones use what earlier ones made. */
const CLI_CASES: readonly CliCase[] = [...TRANSFERS, ...CODES, ...CONTRACTS, ...STATE, ...BLOCKS];

/** What became of a case: its facts, or why it could not be tried to the end. */
export type Told = { readonly facts: unknown } | { readonly broke: string };

/** All cases on a chain, by their names. */
export async function runCli(
  program: string,
  chain: RunningChain,
  folder: string,
): Promise<ReadonlyMap<string, Told>> {
  const scene = sceneOf(await openCli(program, chain, folder));
  const told = new Map<string, Told>();
  for (const { name, run } of CLI_CASES) {
    try {
      told.set(name, { facts: plainFacts(await run(scene), scene.names) });
    } catch (error) {
      told.set(name, { broke: messageOf(error) });
    }
  }
  return told;
}

function sceneOf(cli: Awaited<ReturnType<typeof openCli>>): Scene {
  const { tester, bystander } = cli.chain;
  const names = new Map([
    ['tester', tester],
    ['bystander', bystander],
  ]);
  return {
    ...cli,
    names,
    remember: (name, text) => {
      if (text === undefined) throw new Error(`there is no ${name}`);
      names.set(name, text);
      return text;
    },
    recall: (name) => {
      const text = names.get(name);
      if (text === undefined) throw new Error(`there is no ${name}, since what makes it failed`);
      return text;
    },
  };
}
