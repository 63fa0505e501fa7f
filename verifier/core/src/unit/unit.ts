import { PRIMARY_UNITS, SECONDARY_UNITS } from './table.ts';
import type { SecondaryUnit } from './table.ts';

const PRIMARY: ReadonlySet<string> = new Set(PRIMARY_UNITS);
const URI = /^(?=.{3,64}$)[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/;

/** A unit in terms of its base: `value · numerator / denominator + offset`. */
export interface UnitScale extends Omit<SecondaryUnit, 'base'> {
  /** A primary unit, or the unit itself where it is a URI. */
  readonly base: string;
}

/** What a unit is told in (rule UNI-1); undefined for what is no unit of the second edition. */
export function unitScale(unit: string): UnitScale | undefined {
  if (PRIMARY.has(unit) || URI.test(unit)) return { base: unit, numerator: 1, denominator: 1, offset: 0 };
  return Object.hasOwn(SECONDARY_UNITS, unit) ? SECONDARY_UNITS[unit] : undefined;
}

/** Rule UNI-1: a symbol of the table, or a URI of 3 to 64 visible characters. */
export function isUnit(unit: string): boolean {
  return unitScale(unit) !== undefined;
}
