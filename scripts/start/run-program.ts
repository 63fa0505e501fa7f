import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
import type { z } from 'zod';
import { StartError } from './error.ts';

const run = promisify(execFile);

/** Runs one of our programs to its end and reads the JSON that it printed last. A failure carries its own words. */
export async function runProgram<T extends z.ZodType>(
  script: string,
  args: readonly string[],
  schema: T,
  env: Readonly<Record<string, string>> = {},
): Promise<z.output<T>> {
  try {
    const { stdout } = await run(nodeBinary(), [...NODE_FLAGS, script, ...args], {
      env: { ...process.env, ...env },
    });
    return schema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    const said = stderr?.trim().split('\n').at(-1);
    throw new StartError(
      `"${args[0] ?? ''}" failed`,
      said === undefined || said === '' ? String(cause) : said,
      { cause },
    );
  }
}
