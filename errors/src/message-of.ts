import { codeOf } from './code-of.ts';

/** How deep causes are followed: they may point at each other. */
const MAX_CAUSES = 4;

/**
 * What an error says, never nothing. A dial to several addresses fails with an AggregateError, whose words are in its parts; others
 * say something only by their cause, their code or their name.
 */
export function messageOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error) || 'no reason was given';
  if (error.message !== '') return error.message;
  if (depth < MAX_CAUSES) {
    if (error instanceof AggregateError && error.errors.length > 0)
      return error.errors.map((part: unknown) => messageOf(part, depth + 1)).join('; ');
    if (error.cause !== undefined) return messageOf(error.cause, depth + 1);
  }
  const code = codeOf(error);
  return code === 'unexpected' ? error.name || 'Error' : code;
}
