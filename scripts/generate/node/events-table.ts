import { EVENTS, describeAttribute } from 'oracle-node/reference';
import type { EventDefinition } from 'oracle-node/reference';
import { code, markdownTable } from './markdown.ts';

const events = Object.entries<EventDefinition<never>>(EVENTS);

/** What a node tells of, for docs/OBSERVABILITY.md. */
export function eventsTable(): string {
  const rows = events.map(([name, { level, meaning, attributes, beside = [], further, moves, advice }]) => [
    code(name),
    level === 'none' ? '–' : level,
    advice === undefined ? meaning : `${meaning} **${advice}**`,
    [
      ...Object.entries(attributes).map(([attribute, schema]) => {
        const isOptional = describeAttribute(schema).isOptional;
        return `${code(attribute)}${isOptional ? '?' : ''}${beside.includes(attribute) ? '\\*' : ''}`;
      }),
      ...(further === undefined ? [] : [`and ${further}`]),
    ].join(', '),
    Object.keys(moves ?? {})
      .map(code)
      .join(', '),
  ]);
  return markdownTable(
    ['event', 'level', 'what happened, **and what to do**', 'attributes', 'metrics'],
    rows,
  );
}

/** What each attribute of an event says; one that says something else in another event stands there again. */
export function attributesTable(): string {
  const seen = new Map<string, { readonly cells: readonly string[]; readonly events: string[] }>();
  for (const [event, { attributes }] of events) {
    for (const [name, schema] of Object.entries(attributes)) {
      const { type, meaning } = describeAttribute(schema);
      const cells = [code(name), type, meaning];
      const known = seen.get(cells.join()) ?? { cells, events: [] };
      known.events.push(event);
      seen.set(cells.join(), known);
    }
  }
  const all = [...seen.values()];
  const isAlone = ([name]: readonly string[]): boolean =>
    all.filter(({ cells }) => cells[0] === name).length === 1;
  const rows = all
    .map(({ cells, events: of }) => [...cells, isAlone(cells) ? '' : of.map(code).join(', ')])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return markdownTable(['attribute', 'type', 'what it says', 'of'], rows);
}
