/** Where the additions stand: the import behind the module's own, the global behind its globals. */
export interface Layout {
  readonly importedFunctions: number;
  readonly refuelType: number;
  readonly fuelGlobal: number;
  readonly maxPages: number;
}

/** A function's index in the rewritten module. */
export function shifted(layout: Layout, index: number): number {
  return index >= layout.importedFunctions ? index + 1 : index;
}
