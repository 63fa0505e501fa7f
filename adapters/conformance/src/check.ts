/** One thing that must hold of an adapter. */
export interface Check {
  /** What it is about: an operation, a reading, a capability. */
  readonly group: string;
  /** What must hold; the same for every adapter. */
  readonly name: string;
  /** Throws where it does not hold. */
  readonly run: () => void | Promise<void>;
}

/** The checks of one group, by name. */
export function checksOf(group: string, named: Readonly<Record<string, Check['run']>>): Check[] {
  return Object.entries(named).map(([name, run]) => ({ group, name, run }));
}
