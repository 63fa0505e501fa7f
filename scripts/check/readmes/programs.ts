import { spawnSync } from 'node:child_process';

/** Asks a program for its help; undefined where it does not know the subcommand. */
export type AskHelp = (bin: string, subcommands: readonly string[]) => string | undefined;

/** Runs the program as a reader would, with `--help` behind its subcommands. */
export const askProgram: AskHelp = (bin, subcommands) => {
  const { status, stdout } = spawnSync(process.execPath, [bin, ...subcommands, '--help'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout : undefined;
};

/**
 * What is wrong with the words that a page gives a program: a subcommand or an option that its own help does not have. Arguments are not
 * looked at.
 */
export function problemsOf(bin: string, words: readonly string[], ask: AskHelp): string[] {
  const subcommands: string[] = [];
  let help = ask(bin, subcommands);
  if (help === undefined) return ['does not answer --help'];
  for (const word of words) {
    if (word.startsWith('-') || !commandsIn(help).includes(word)) break;
    subcommands.push(word);
    help = ask(bin, subcommands);
    if (help === undefined) return [`does not answer "${subcommands.join(' ')} --help"`];
  }
  const commands = commandsIn(help).filter((name) => name !== 'help');
  const next = words[subcommands.length];
  if (commands.length > 0 && next !== undefined && !next.startsWith('-'))
    return [`has no command "${next}"; it has ${commands.join(', ')}`];
  const known = new Set([...help.matchAll(/(?<![\w-])--?[a-z][\w-]*/gi)].map(([option]) => option));
  const options = words.filter((word) => /^--?[a-z]/i.test(word)).map((word) => word.split('=')[0] ?? word);
  return options.filter((option) => !known.has(option)).map((option) => `has no option ${option}`);
}

/** Names under the heading "Commands:" of a help text. */
function commandsIn(help: string): string[] {
  const section = help.split(/^Commands:$/m)[1] ?? '';
  return [...section.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name]) => name ?? '');
}
