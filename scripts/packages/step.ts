import type { Node } from './nodes.ts';
import type { Packed } from './pack.ts';

/** What the steps after the installation work with. */
export interface Installed {
  /** The folder outside of this repository in which all packages are installed. */
  readonly folder: string;
  readonly packed: readonly Packed[];
  readonly nodes: { readonly oldest: Node; readonly programs: Node };
}

/** Tries something of the installed packages. Throws an Error that says what failed. */
export interface Step {
  readonly name: string;
  /** What it measured goes into the line of JSON. */
  run(installed: Installed): Promise<object>;
}
