import { spawn, spawnSync } from 'node:child_process';
import { repositoryRoot } from '@cloudx3/launcher';

/** Runs a program with its output on ours, and gives its exit code and what it wrote to stdout. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<{ code: number; stdout: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number; stdout: string }>();
  const child = spawn(command, args, {
    cwd: options.cwd ?? repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    process.stdout.write(chunk);
  });
  child.once('error', reject);
  child.once('close', (code) => resolve({ code: code ?? 1, stdout }));
  return promise;
}

/** Whether a program is there and answers. */
export function isInstalled(command: string, args: readonly string[] = ['--version']): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
