import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_FLAGS, repositoryRoot } from '@cloudx3/launcher';

/** How a program ended, and all that it said on both streams. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** A program that a person would start. */
export interface OutsideProcess {
  /** Resolves once it says a line with this in it; rejects where it ends without. */
  whenSaid(text: string): Promise<void>;
  /** Asks it to end, as a service manager does. */
  stop(): void;
  readonly ended: Promise<Ran>;
}

/** Starts an example of `examples/`, on the Node that this test runs on. */
export function startExample(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): OutsideProcess {
  return start(join(repositoryRoot, 'examples', name, 'main.ts'), args, env);
}

/** Runs one to its end. */
export function runExample(...what: Parameters<typeof startExample>): Promise<Ran> {
  return startExample(...what).ended;
}

/** Runs `npx cloudx3-verifier` with these words. */
export function runVerifier(words: readonly string[]): Promise<Ran> {
  return start(join(repositoryRoot, 'verifier/cli/bin/cloudx3-verifier.mjs'), words, {}).ended;
}

/** Runs `npx oracle-node` with these words. */
export function runOracleNode(words: readonly string[]): Promise<Ran> {
  return start(join(repositoryRoot, 'oracle-node/daemon/bin/oracle-node.mjs'), words, {}).ended;
}

function start(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): OutsideProcess {
  const child = spawn(process.execPath, [...NODE_FLAGS, script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    said: lines.join('\n'),
  }));
  return {
    whenSaid(text) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const look = () => {
        if (lines.some((line) => line.includes(text))) resolve(undefined);
      };
      waiting.add(look);
      look();
      void ended.then(({ said }) => reject(new Error(`it ended, and never said "${text}":\n${said}`)));
      return promise.finally(() => waiting.delete(look));
    },
    stop: () => void child.kill('SIGTERM'),
    ended,
  };
}
