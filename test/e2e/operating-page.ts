import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { NODE_FLAGS, repositoryRoot } from '@cloudx3/launcher';

const SECTION = '## A life, command by command';
const PROGRAMS = { 'oracle-node': 'oracle-node/daemon', 'cloudx3-devnet': 'devnet' } as const;

/** The commands of docs/OPERATING.md, a block each, in their order. */
export function commandsOfPage(): string[] {
  const page = readFileSync(join(repositoryRoot, 'docs', 'OPERATING.md'), 'utf8');
  const section = page.split(SECTION)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands = '']) => commands);
}

/** A shell in a folder, in which npx runs the programs of this repository from their sources. */
export interface Shell {
  /** What people know and read off the screen, by the names that the page gives it. */
  readonly known: Map<string, string>;
  /** Runs a block to its end; gives what it printed. Rejects where a command of it fails. */
  run(commands: string, input?: string): Promise<string>;
  /** Runs a block of one command and leaves it running. */
  leave(commands: string): { stop(): Promise<number | null> };
}

export function openShell(folder: string, known: ReadonlyMap<string, string>): Shell {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const cases = Object.entries(PROGRAMS).map(([name, home]) => {
    const main = join(repositoryRoot, home, 'src', 'cli', 'main.ts');
    return `${name}) shift; exec "${process.execPath}" ${NODE_FLAGS.join(' ')} "${main}" "$@" ;;`;
  });
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\ncase "$1" in\n${cases.join('\n')}\nesac\nexit 127\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  const shell: Shell = {
    known: new Map(known),
    async run(commands, input = '') {
      const child = start(commands);
      child.stdin.end(input);
      const [out, err, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close') as Promise<[number | null]>,
      ]);
      if (code !== 0) throw new Error(`${commands}ended with ${String(code)}: ${out}${err}`);
      return out;
    },
    leave(commands) {
      // One command takes the shell's place, so that a signal reaches it.
      const child = start(`exec ${commands}`);
      child.stdin.end();
      const said = Promise.all([text(child.stdout), text(child.stderr)]);
      const ended = once(child, 'close') as Promise<[number | null]>;
      return {
        async stop() {
          child.kill('SIGTERM');
          const [code] = await ended;
          if (code !== 0) console.error((await said).join('\n'));
          return code;
        },
      };
    },
  };
  const start = (commands: string) =>
    spawn('bash', ['-euc', commands], {
      cwd: folder,
      env: {
        ...process.env,
        ...Object.fromEntries(shell.known),
        PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  return shell;
}
