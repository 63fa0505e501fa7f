import { generateProtoCodecs } from './proto-codecs.ts';

export interface Generator {
  readonly name: string;
  /** What is missing to run it and how to get it. */
  missing?(): string | undefined;
  /** Paths that differ from what is committed; written unless `check`. */
  run(check: boolean): Promise<string[]>;
}

export const GENERATORS: readonly Generator[] = [
  { name: 'proto codecs (TypeScript)', run: generateProtoCodecs },
];
