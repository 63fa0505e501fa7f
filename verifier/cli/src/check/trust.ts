import { toHex } from '@cosmjs/encoding';
import { equalBytes } from '@cloudx3/proto';
import { MODES } from '@cloudx3/verifier-core';
import type { ModeName } from '@cloudx3/verifier-core';
import { failed, notChecked, passed } from './line.ts';
import type { CheckLine } from './line.ts';

/** Whom the one who checks trusts. What is left out is said to be not checked, never taken for granted. */
export interface Trust {
  /** Keys of notaries whose word is taken; compressed, 33 bytes each. */
  readonly notaries?: readonly Uint8Array[];
}

/** Whether whoever signed is trusted by the one who checks. */
export function checkNotaries(signers: readonly Uint8Array[], { notaries }: Trust): CheckLine {
  const title = 'each notary is one that you trust';
  const named = (keys: readonly Uint8Array[]) => [...new Set(keys.map((key) => toHex(key)))].join(', ');
  if (notaries === undefined) {
    return notChecked('ATT-1', title, `name those you trust with --notary; here signed ${named(signers)}`);
  }
  const strangers = signers.filter((signer) => !notaries.some((notary) => equalBytes(notary, signer)));
  return strangers.length === 0
    ? passed('ATT-1', title)
    : failed('ATT-1', title, 'attestation.notary', `not among them: ${named(strangers)}`);
}

/** What somebody trusts besides the notary who takes a value of these modes: a line each; none where a mode needs nothing. */
export function describeTrust(modes: readonly ModeName[], label: string): string[] {
  return modes
    .map((name) => MODES[name])
    .filter(({ evidence }) => evidence.field !== undefined)
    .map(({ trusts, title }) => `${label}${trusts} (${title} mode)`);
}
