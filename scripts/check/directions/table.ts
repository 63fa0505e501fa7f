import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const layer = z.strictObject({
  name: z.string(),
  /** From the package's folder. */
  folder: z.string(),
  /** What lives there, in Markdown. */
  holds: z.string(),
  /** Names of the rows that its sources may import besides those that the package may. */
  may: z.array(z.string()),
});

const row = z.strictObject({
  name: z.string(),
  /** As docs/ARCHITECTURE.md names it. */
  folder: z.string(),
  /** What lives there, in Markdown. */
  holds: z.string(),
  /** Regular expression on paths from the repository's root; a group in it tells apart the packages that share the row. */
  path: z.string(),
  /** Names of the rows that its sources may import. */
  may: z.array(z.string()),
  /** Names of the rows that its tests may import besides. */
  testsMay: z.array(z.string()).default([]),
  /** Nothing of Node is in it. */
  pure: z.boolean().default(false),
  /** Where pure code does end: an entry of its own for Node. */
  nodeDoor: z.string().optional(),
  /** Folders of the package that may import more than the rest of it. */
  layers: z.array(layer).default([]),
});

/** A package, or several of one kind, and what they may import. */
export type DirectionRow = z.output<typeof row>;

/** The table that the import guard and docs/ARCHITECTURE.md are made from. */
export const DIRECTIONS: readonly DirectionRow[] = z
  .array(row)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'packages.json'), 'utf8')));

/** The table in Markdown, for docs/ARCHITECTURE.md. */
export function directionsTable(): string {
  const named = new Map(DIRECTIONS.map(({ name, folder }) => [name, `\`${folder}\``]));
  const line = (folder: string, holds: string, may: readonly string[]): string => {
    const allowed = may.map((name) => named.get(name) ?? name).join(', ');
    return `| \`${folder}\` | ${holds} | ${allowed || 'nothing of ours'} |`;
  };
  const lines = DIRECTIONS.flatMap(({ folder, holds, may, layers }) => [
    line(folder, holds, may),
    ...layers.map((inner) => line(`${folder}${inner.folder}`, inner.holds, [...may, ...inner.may])),
  ]);
  return ['| folder | what lives there | may import |', '| --- | --- | --- |', ...lines].join('\n');
}
