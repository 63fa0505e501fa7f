import type { Workspace } from '../workspaces.ts';

/** A package as it would be published: its manifest, and what its tarball holds. */
export interface Subject {
  /** Of the package, for whoever reads a finding. */
  readonly name: string;
  readonly workspace: Workspace;
  /** Paths in the tarball, from the package's folder. */
  readonly files: readonly string[];
  /** Text of a file in the package's folder, packed or not; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
}

/** What a package is compared with. */
export interface House {
  /** Text of the repository's LICENSE. */
  readonly licence: string;
  readonly workspaces: readonly Workspace[];
  /** Range in `engines.node` of an installed dependency; undefined where it says none. */
  readonly enginesOf: (dependency: string, from: Workspace) => string | undefined;
}
