import {
  MODES,
  MODE_NAMES,
  checkReport,
  compareDecimal,
  formatDecimal,
  readOperation,
} from '@cloudx3/verifier-core';
import type { NetworkId } from '@cloudx3/verifier-core';
import type { Claims } from './fetch.ts';
import { lineOf } from './lines.ts';
import type { Line } from './lines.ts';

/** What the contract did before it published the value, done again: every signature, every rule of the feed, and the median. */
export function checkValue(claims: Claims, network: NetworkId): Line[] {
  const { feed, published, before, report } = claims;
  const operation = readOperation(claims.operation);
  if (!operation.ok) return [lineOf('OP-2 the operation is well formed', operation)];
  const { checks, result } = checkReport(report, {
    network,
    feed,
    operation: operation.value,
    latest: before,
  });
  const lines = checks.map(({ name, ok, message }): Line =>
    ok === undefined
      ? { outcome: 'not checked', text: name, detail: 'something before it fails' }
      : { outcome: ok ? 'holds' : 'fails', text: name, detail: message },
  );
  const outcome = result.ok ? result.value.feeds[0] : undefined;
  const isSame =
    outcome !== undefined &&
    compareDecimal(outcome.value, published.value) === 0 &&
    compareDecimal(outcome.spread, published.spread) === 0;
  const said = `${formatDecimal(published.value)} ${published.unit}`;
  return [...lines, lineOf(`AGG-1 ${said} is what the report comes to`, { ok: isSame })];
}

/** Keys of the notaries that signed, in hex, each once. */
export function signersOf({ report }: Claims): string[] {
  const keys = report.observations.flatMap(({ attestations }) => attestations.map(({ notary }) => notary));
  return [...new Set(keys.map((key) => Buffer.from(key).toString('hex')))];
}

/** Signatures say that somebody signed. Whether their word is worth anything, only you can say. */
export function checkNotaries(signers: readonly string[], trusted: readonly string[]): Line {
  const text = 'ATT-1 each notary is one that you trust';
  if (trusted.length === 0) {
    return {
      outcome: 'not checked',
      text,
      detail: `name them with --notary; signed have ${signers.join(', ')}`,
    };
  }
  const strangers = signers.filter((key) => !trusted.includes(key));
  return lineOf(text, { ok: strangers.length === 0, message: `not ${strangers.join(', ')}` });
}

/** What no check here, and none of ours elsewhere, can tell you. */
export function openQuestions({ published }: Claims): Line[] {
  const open = (text: string, detail: string): Line => ({ outcome: 'not checked', text, detail });
  const paths = MODE_NAMES.filter((name) => published.modes[name] > 0 && !MODES[name].isStrict).map((name) =>
    open(`nobody stood between notary and vendor`, `${MODES[name].title} mode trusts ${MODES[name].trusts}`),
  );
  return [
    open('REP-4 the report came in its time', 'the clock of the chain decides that, and decided it'),
    open('the chain holds what this RPC says', 'ask another one, or one of your own'),
    ...paths,
    ...(published.customCa
      ? [open('the server is the vendor’s', 'its certificate is of a private authority, not of a public one')]
      : []),
    open(
      'the device measured well, and the vendor tells what it measured',
      'a proof ends at the vendor’s server',
    ),
  ];
}
