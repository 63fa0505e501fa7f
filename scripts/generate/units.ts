import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { PRIMARY_UNITS, QUANTITIES, SECONDARY_UNITS } from '@cloudx3/verifier-core';
import { bringUpToDate } from './up-to-date.ts';

const FILE = 'contracts/packages/attestation/src/gen/units.rs';

/** The contracts' table of units and quantities, from the one of `@cloudx3/verifier-core` (rules UNI-1 and OP-7). */
export function generateUnits(check: boolean): Promise<string[]> {
  return Promise.resolve(bringUpToDate(join(repositoryRoot, FILE), unitsInRust(), check) ? [] : [FILE]);
}

function unitsInRust(): string {
  const secondary = sorted(Object.keys(SECONDARY_UNITS)).flatMap((symbol) => {
    const unit = SECONDARY_UNITS[symbol];
    return unit === undefined
      ? []
      : [`(${quoted(symbol)}, ${quoted(unit.base)}, ${unit.numerator}, ${unit.denominator}, ${unit.offset})`];
  });
  return [
    '// Written by scripts/generate. Each table is in order of its bytes.',
    list('PRIMARY_UNITS', '&str', sorted(PRIMARY_UNITS).map(quoted)),
    '/// Symbol, base, numerator and denominator of the scale, offset.',
    list('SECONDARY_UNITS', '(&str, &str, u64, u64, i64)', secondary),
    list('QUANTITIES', '&str', sorted(QUANTITIES).map(quoted)),
    '',
  ].join('\n');
}

function list(name: string, type: string, rows: readonly string[]): string {
  return [`const ${name}: &[${type}] = &[`, ...rows.map((row) => `    ${row},`), '];'].join('\n');
}

/** Symbols are of ASCII, so this is the order of their bytes. */
function sorted(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => (a < b ? -1 : 1));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
