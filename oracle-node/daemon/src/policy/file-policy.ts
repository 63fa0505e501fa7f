import { statSync } from 'node:fs';
import { isAbout, readDecisions } from './decision-file.ts';
import type { Policy } from './ports.ts';
import { standingOf } from './standing.ts';
import type { Decision, StandingRule } from './standing.ts';

/** A policy of a rule from the configuration and of the decisions in a file, which another process writes while this one runs. */
export function filePolicy(
  { file, rule }: { readonly file: string; readonly rule: StandingRule },
  { onUnreadable }: { readonly onUnreadable: (error: unknown) => void },
): Policy {
  let seen: string | undefined;
  let decisions: readonly Decision[] = [];
  const refresh = (): void => {
    const now = stateOf(file);
    if (now === seen) return;
    seen = now;
    try {
      decisions = readDecisions(file);
    } catch (error) {
      // What cannot be read accepts nothing.
      decisions = [];
      onUnreadable(error);
    }
  };
  return {
    standing(ask) {
      refresh();
      return standingOf(
        ask,
        decisions.find((decision) => isAbout(decision, ask)),
        rule,
      );
    },
  };
}

/** Differs whenever the file was replaced or written. */
function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? 'none' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}
