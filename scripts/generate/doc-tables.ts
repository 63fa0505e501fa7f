import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { format, resolveConfig } from 'prettier';
import { directionsTable } from '../check/directions/table.ts';
import { evidenceTable, modesTable } from './modes-table.ts';
import { messagesTable } from './sdk/messages-table.ts';
import { attributesTable, eventsTable } from './node/events-table.ts';
import { codesTable, troublesTable, verdictsTable } from './node/health-tables.ts';
import { nodeMetricsTable, notaryMetricsTable } from './node/metrics-tables.ts';
import { initTable, settingsTable } from './node/settings-tables.ts';
import { quantitiesList, unitsTable } from './units-table.ts';
import { vendorsTable } from './vendors-table.ts';

/** Tables that stand in a page between `<!-- generated: NAME -->` and `<!-- end -->`, and what makes them. */
const TABLES: readonly { readonly page: string; readonly name: string; readonly make: () => string }[] = [
  { page: 'docs/ARCHITECTURE.md', name: 'packages', make: directionsTable },
  { page: 'docs/PROTOCOL.md', name: 'modes', make: modesTable },
  { page: 'docs/PROTOCOL.md', name: 'evidence', make: evidenceTable },
  { page: 'docs/PROTOCOL.md', name: 'units', make: unitsTable },
  { page: 'docs/PROTOCOL.md', name: 'quantities', make: quantitiesList },
  ...(['oracle', 'devices'] as const).flatMap((contract) =>
    (['execute', 'query'] as const).map((kind) => ({
      page: 'contracts/README.md',
      name: `${contract} ${kind}`,
      make: () => messagesTable(contract, kind),
    })),
  ),
  { page: 'docs/OBSERVABILITY.md', name: 'troubles', make: troublesTable },
  { page: 'docs/OBSERVABILITY.md', name: 'node metrics', make: nodeMetricsTable },
  { page: 'docs/OBSERVABILITY.md', name: 'notary metrics', make: notaryMetricsTable },
  { page: 'docs/OBSERVABILITY.md', name: 'events', make: eventsTable },
  { page: 'docs/OBSERVABILITY.md', name: 'attributes', make: attributesTable },
  { page: 'docs/OBSERVABILITY.md', name: 'codes', make: codesTable },
  { page: 'docs/OBSERVABILITY.md', name: 'gossip codes', make: verdictsTable },
  { page: 'docs/CONFIG.md', name: 'settings', make: settingsTable },
  { page: 'docs/CONFIG.md', name: 'init', make: initTable },
  { page: 'adapters/README.md', name: 'vendors', make: vendorsTable },
];

/** Pages whose tables differ from what they are made from; brought up to date unless `check`. */
export async function generateDocTables(check: boolean): Promise<string[]> {
  const changed: string[] = [];
  for (const page of new Set(TABLES.map((table) => table.page))) {
    const file = join(repositoryRoot, page);
    const before = readFileSync(file, 'utf8');
    const own = TABLES.filter((table) => table.page === page);
    refuseUnknown(
      page,
      before,
      own.map(({ name }) => name),
    );
    const filled = own.reduce((text, { name, make }) => fillTable(text, name, make()), before);
    const after = await format(filled, { ...(await resolveConfig(file)), parser: 'markdown' });
    if (after === before) continue;
    changed.push(page);
    if (!check) writeFileSync(file, after);
  }
  return changed;
}

/** Names of the tables that a page has marks for. */
export function tablesIn(page: string): string[] {
  return [...page.matchAll(/<!-- generated: (.+?) -->/g)].map(([, name = '']) => name);
}

/** Throws where a page has a table that is none of those `made`: it would never change again. */
export function refuseUnknown(path: string, page: string, made: readonly string[]): void {
  const unknown = tablesIn(page).find((name) => !made.includes(name));
  if (unknown !== undefined)
    throw new Error(`${path}: nothing makes the table "${unknown}"; delete it with its marks`);
}

/** Puts `content` between the marks of `name`. Throws where the page has no such marks. */
export function fillTable(page: string, name: string, content: string): string {
  const open = `<!-- generated: ${name} -->`;
  const from = page.indexOf(open);
  const to = page.indexOf('<!-- end -->', from);
  const next = page.indexOf('<!-- generated: ', from + 1);
  if (from < 0 || to < 0 || (next >= 0 && next < to))
    throw new Error(`the page has no place for "${name}": ${open} … <!-- end -->`);
  return `${page.slice(0, from + open.length)}\n\n${content}\n\n${page.slice(to)}`;
}
