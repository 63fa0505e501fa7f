import type { Command } from 'commander';
import { answer } from './output.ts';
import type { ProgramDeps } from './program-deps.ts';
import { publishRule, ruleLines, showRule, unpublishRule } from './rule.ts';

interface Options {
  readonly config: string;
  readonly json?: boolean;
}

/** Adds what an operator does with its standing rule on chain. */
export function addRule(
  command: (name: string, description: string) => Command,
  { surroundings, write }: ProgramDeps,
): void {
  const deeds = [
    ['rule', 'show what of the rule under [policy] the chain has otherwise', showRule],
    [
      'publish',
      'have the chain know the rule under [policy]: feeds that fit it are joined at once',
      publishRule,
    ],
    ['unpublish', 'take back the rule on chain; what was joined by it stays joined', unpublishRule],
  ] as const;
  for (const [name, description, deed] of deeds)
    command(name, description).action(async (options: Options) => {
      const result = await deed(options.config, surroundings);
      answer({ json: options.json === true, write }, result, ruleLines(result));
    });
}
