import { ProtoError } from '@cloudx3/proto';
import { Tls13Error } from '@cloudx3/tls13';
import { ACCEPTED } from '../harness/target.ts';

/** The code that a parser of TLS or of a message refuses with. What was not foreseen is passed on: a finding. */
export function codeOf(error: unknown): string {
  if (error instanceof ProtoError) return error.code;
  if (!(error instanceof Tls13Error) || error.code === 'tls.internal') throw error;
  return error.code;
}

/** What comes of an asynchronous parser. */
export async function refusal(run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    return codeOf(error);
  }
}

/** What comes of a synchronous one. */
export function refusalNow(run: () => unknown): string {
  try {
    run();
    return ACCEPTED;
  } catch (error) {
    return codeOf(error);
  }
}

/** What comes of one that returns its refusals. */
export function outcomeOf(
  result: { readonly ok: true } | { readonly ok: false; readonly code: string },
): string {
  return result.ok ? ACCEPTED : result.code;
}
