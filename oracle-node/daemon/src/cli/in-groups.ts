/** A number for people, whole and with its thousands apart. */
export function inGroups(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
