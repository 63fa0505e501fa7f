import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { readContract } from './contract.ts';
import type { Variant } from './shape.ts';

/** A table of the messages or queries of a contract, with what its own comments say of them. */
export function messagesTable(contract: 'oracle' | 'devices', kind: 'execute' | 'query'): string {
  const text = readFileSync(join(repositoryRoot, 'contracts', 'schema', `${contract}.json`), 'utf8');
  const variants: readonly Variant[] = readContract(text)[kind];
  const rows = variants.map(({ name, fields, doc = '' }) => {
    const members = fields.map((field) => `\`${field.name}${field.optional ? '?' : ''}\``);
    return `| \`${name}\` | ${members.join(', ')} | ${doc.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')} |`;
  });
  const head = [kind === 'execute' ? 'message' : 'query', 'members', ''];
  return [`| ${head.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}
