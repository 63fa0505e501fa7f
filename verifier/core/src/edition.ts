/** Which rules a message is read by (rule ED-1): what is new in the second edition is refused in the first, and there is no third. */
export type Edition = 1 | 2;

/** Whether a version number is an edition. */
export function isEdition(version: number): version is Edition {
  return version === 1 || version === 2;
}
