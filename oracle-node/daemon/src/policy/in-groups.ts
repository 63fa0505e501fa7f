/** A number for people: its thousands apart, and a decimal only where it is small. */
export function inGroups(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });
}
