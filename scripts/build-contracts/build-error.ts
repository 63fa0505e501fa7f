/** What a person can put right: a missing tool, a crate that does not compile, an artifact that differs. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}
