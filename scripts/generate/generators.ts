import { isInstalled } from '../test/command.ts';
import { generateAdapterManifests } from './adapter-manifests.ts';
import { generateContractFiles } from './contract-files.ts';
import { generateDocTables } from './doc-tables.ts';
import { generatePrograms } from './programs.ts';
import { generateProtoCodecs } from './proto-codecs.ts';
import { generateReferences } from './references.ts';
import { generateRustCodecs } from './rust-codecs.ts';
import { generateSdkClients } from './sdk-clients.ts';
import { generateUnits } from './units.ts';
import { generateVectors } from './vectors.ts';

export interface Generator {
  readonly name: string;
  /** What is missing to run it and how to get it. */
  missing?(): string | undefined;
  /** Command that compares instead of `run`, where the comparison belongs to other checks. */
  readonly checkedBy?: string;
  /** Paths that differ from what is committed; written unless `check`. */
  run(check: boolean): Promise<string[]>;
}

const rustMissing = (): string | undefined =>
  isInstalled('cargo') ? undefined : 'Rust is missing; install it with rustup (https://rustup.rs)';

export const GENERATORS: readonly Generator[] = [
  { name: 'proto codecs (TypeScript)', run: generateProtoCodecs },
  {
    name: 'proto codecs (Rust)',
    missing: rustMissing,
    run: generateRustCodecs,
  },
  {
    name: 'contract schema, events and answers',
    missing: rustMissing,
    checkedBy: 'npm test -- contracts',
    run: generateContractFiles,
  },
  { name: 'units (Rust)', run: generateUnits },
  { name: 'SDK clients of the contracts', run: generateSdkClients },
  { name: 'vectors', run: generateVectors },
  { name: 'adapter manifests', run: generateAdapterManifests },
  { name: 'TypeScript references', run: (check) => generateReferences(check) },
  { name: 'tables in the docs', run: generateDocTables },
  { name: 'what starts the programs', run: generatePrograms },
];
