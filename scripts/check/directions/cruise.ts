import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import * as z from 'zod';

const report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

export interface Violation {
  readonly rule: string;
  /** From the tree's root, as `to` is. */
  readonly from: string;
  readonly to: string;
}

/**
 * Every import below `folders` of a tree that a rule of `.dependency-cruiser.cjs` forbids. The program's own exit code is the number of
 * violations, of which a shell sees the lowest eight bits: 256 of them would look like none.
 */
export function cruise(
  root: string,
  folders: readonly string[],
): { modules: number; violations: Violation[] } {
  const program = join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const run = spawnSync(nodeBinary(), [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (run.stdout === '') throw new Error('dependency-cruiser gave no report; its output is above');
  const { totalCruised, violations } = report.parse(JSON.parse(run.stdout)).summary;
  return {
    modules: totalCruised,
    violations: violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle?.map(({ name }) => name).join(' → ') ?? to,
    })),
  };
}
