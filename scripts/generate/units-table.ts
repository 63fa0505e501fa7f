import { PRIMARY_UNITS, QUANTITIES, SECONDARY_UNITS } from '@cloudx3/verifier-core';

/** The units in Markdown, for docs/PROTOCOL.md: each base with what is told in it. */
export function unitsTable(): string {
  const rows = PRIMARY_UNITS.map((base) => {
    const told = Object.entries(SECONDARY_UNITS)
      .filter(([, unit]) => unit.base === base)
      .map(([symbol, { numerator, denominator, offset }]) => {
        const scale = denominator === 1 ? `${numerator}` : `${numerator}/${denominator}`;
        return `\`${symbol}\` ${scale}${offset === 0 ? '' : `, offset ${offset}`}`;
      });
    return { base, told };
  });
  const alone = rows.filter(({ told }) => told.length === 0).map(({ base }) => `\`${base}\``);
  const bases = rows.filter(({ told }) => told.length > 0);
  return [
    '| base | what is told in it, with its scale |',
    '| --- | --- |',
    ...bases.map(({ base, told }) => `| \`${base}\` | ${told.join('; ')} |`),
    `| none | ${alone.join(' ')} |`,
  ].join('\n');
}

/** The quantities in one line. */
export function quantitiesList(): string {
  return QUANTITIES.map((word) => `\`${word}\``).join(' ');
}
