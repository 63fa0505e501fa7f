import type { CommandRecord, CommandStep } from '../../store/ports.ts';
import type { CommandDeed, CommandNews } from './effect.ts';

/** What comes of an input. The record is on disk before anything is told or done. */
export interface CommandMove {
  readonly record: CommandRecord;
  readonly news: readonly CommandNews[];
  readonly deed: CommandDeed;
}

/** This node gives the command up. */
export function abandon(record: CommandRecord, reason: string, code = 'command.abandoned'): CommandMove {
  return go(
    { ...record, step: 'abandoned', reason },
    { type: 'end' },
    { type: 'abandoned', step: record.step, reason, code },
    { type: 'ended', outcome: 'abandoned' },
  );
}

/** The command is over, by this node or by another. */
export function finish(record: CommandRecord, outcome: 'settled' | 'settled_by_another'): CommandMove {
  return go({ ...record, step: 'settled', reason: outcome }, { type: 'end' }, { type: 'ended', outcome });
}

/** On to another step at once. */
export function again(record: CommandRecord, step: CommandStep, reason: string): CommandMove {
  return go({ ...record, step, reason }, { type: 'look' });
}

export function go(record: CommandRecord, deed: CommandDeed, ...news: CommandNews[]): CommandMove {
  return { record, news, deed };
}

export function wait(ms: number): CommandDeed {
  return { type: 'wait', ms };
}
