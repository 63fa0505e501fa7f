import { VERDICT_CODES } from '@cloudx3/oracle-protocol';
import { SDK_ERRORS } from '@cloudx3/sdk';
import { NODE_ERRORS, TROUBLES } from 'oracle-node/reference';
import type { TroubleDefinition } from 'oracle-node/reference';
import { code, markdownTable } from './markdown.ts';

/** What can be wrong with a node for a while, for docs/OBSERVABILITY.md. */
export function troublesTable(): string {
  const rows = Object.entries<TroubleDefinition>(TROUBLES).map(([name, trouble]) => [
    code(name),
    trouble.level,
    trouble.code,
    trouble.meaning,
    trouble.until,
    trouble.advice,
  ]);
  return markdownTable(['name', 'level', 'code', 'what is wrong', 'until', 'what to do'], rows);
}

/** The codes that a node's own failures and those of its chain have. */
export function codesTable(): string {
  const rows = Object.entries({ ...NODE_ERRORS, ...SDK_ERRORS }).map(([name, text]) => [code(name), text]);
  return markdownTable(['code', 'what it means, and the way out'], rows);
}

/** The codes with which a node turns a gossip message down. */
export function verdictsTable(): string {
  const rows = Object.entries(VERDICT_CODES).map(([name, text]) => [code(name), text]);
  return markdownTable(['code', 'rule'], rows);
}
