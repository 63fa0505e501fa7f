import { statSync } from 'node:fs';
import type { Clock } from '../clock/clock.ts';
import type { Ask } from './ask.ts';
import { readDecisions } from './decision-file.ts';
import type { Policy } from './ports.ts';
import { shareOf } from './share.ts';
import { standingOf } from './standing.ts';
import type { Decision, StandingRule } from './standing.ts';

/** The file is looked at so often at most: strangers may ask any number of things, and each is judged many times a second. */
export const LOOK_EVERY_MS = 250;

export interface FilePolicyDeps {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Told each time that the file was read anew: why it could not be, or undefined. */
  readonly onRead: (problem: unknown) => void;
}

/** A policy of a rule from the configuration and of the decisions in a file, which another process writes while this one runs. */
export function filePolicy(
  { file, rule }: { readonly file: string; readonly rule: StandingRule },
  { clock, onRead }: FilePolicyDeps,
): Policy {
  let lookedAtMs = -Infinity;
  let seen: string | undefined;
  let decisions: ReadonlyMap<string, Decision> = new Map();
  const look = (): void => {
    const nowMs = clock.nowMs();
    // A clock that went back must not keep an old decision in force.
    if (nowMs >= lookedAtMs && nowMs - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = nowMs;
    const now = stateOf(file);
    if (now === seen) return;
    seen = now;
    try {
      decisions = new Map(readDecisions(file).map((decision) => [keyOf(decision), decision]));
      onRead(undefined);
    } catch (error) {
      // What cannot be read accepts nothing.
      decisions = new Map();
      onRead(error);
    }
  };
  return {
    standing(ask) {
      look();
      return standingOf(ask, decisions.get(keyOf(ask)), rule);
    },
    share(ask) {
      look();
      const decision = decisions.get(keyOf(ask));
      return shareOf(ask, standingOf(ask, decision, rule), { decision, rule });
    },
  };
}

function keyOf({ kind, id }: Pick<Ask, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** Differs whenever the file was replaced or written. */
function stateOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? 'none' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}
