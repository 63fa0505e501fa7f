import { MODES } from '@cloudx3/verifier-core';
import type { ModeName } from '@cloudx3/verifier-core';

/** What somebody trusts besides the notary who takes a value of these modes: a line each; none where a mode needs nothing. */
export function describeTrust(modes: readonly ModeName[], label: string): string[] {
  return modes
    .map((name) => MODES[name])
    .filter(({ evidence }) => evidence.field !== undefined)
    .map(({ trusts, title }) => `${label}${trusts} (${title} mode)`);
}
