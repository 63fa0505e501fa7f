import { describe, it } from 'vitest';
import type { Check } from './check.ts';

/** Declares checks as tests, group by group. */
export function declare(title: string, checks: readonly Check[]): void {
  const groups = new Set(checks.map(({ group }) => group));
  describe(title, () => {
    for (const group of groups)
      describe(group, () => {
        for (const check of checks) if (check.group === group) it(check.name, check.run);
      });
  });
}
