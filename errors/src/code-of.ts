/** The dotted code of any of our errors, for logs and metrics; `unexpected` for everything else, which is then a bug or the system. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unexpected';
}
