import { Option } from 'commander';
import type { Command } from 'commander';
import type { Surroundings } from '../config/load.ts';
import { identityLines } from './identity-text.ts';
import { INIT_SETTINGS, helpOf } from './init-settings.ts';
import type { InitName, InitOptions, InitSetting } from './init-settings.ts';
import { init } from './init.ts';
import { integer } from './integer.ts';
import { answer } from './output.ts';

/** `oracle-node init`, with a flag for each of {@link INIT_SETTINGS}. */
export function addInit(
  program: Command,
  { surroundings, write }: { readonly surroundings: Surroundings; readonly write: (line: string) => void },
): void {
  const command = program
    .command('init')
    .description('make keys and a commented configuration; keys that are there are kept');
  for (const [name, setting] of Object.entries<InitSetting>(INIT_SETTINGS))
    command.addOption(optionOf(setting, helpOf(name as InitName)));
  command
    .option('--json', 'print one line of JSON')
    .action(async (options: InitOptions & { readonly json?: boolean }) => {
      const result = await init(options, surroundings);
      answer({ json: options.json === true, write }, result, [
        `Configuration  ${result.config}`,
        `Keys           ${result.newKeys ? 'made, encrypted; back them up' : 'kept as they were'}`,
        ...identityLines(result),
        'Next: fill in the configuration, send the gas account gas and the bond, then "oracle-node register" and "oracle-node start".',
      ]);
    });
}

function optionOf({ flag, kind, initial }: InitSetting, help: string): Option {
  const option = new Option(flag, help);
  if (kind === 'integer') option.argParser(integer);
  if (kind === 'list' || kind === 'pairs') option.argParser(repeated(initial));
  const isNothing = initial === undefined || (Array.isArray(initial) && initial.length === 0);
  return isNothing ? option : option.default(initial);
}

/** What is given takes the place of what is there at first, and what is given again comes beside it. */
function repeated(initial: unknown) {
  return (value: string, before: unknown): string[] =>
    before === initial || !Array.isArray(before) ? [value] : [...before.map(String), value];
}
