import { randomBytes } from 'node:crypto';
import { NotaryError } from '@cloudx3/notary';
import { ContextSchema, KeyBinding, create } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { casesOf } from './axes.ts';
import type { Case, TlsSettings } from './axes.ts';
import type { Content } from './content.ts';
import { secretsOf } from './holes.ts';
import type { HolePlace } from './holes.ts';
import type { Authority } from './identities.ts';
import { SUITE_NAMES, judge } from './judge.ts';
import type { InteropServer } from './server.ts';
import type { Stage } from './stage.ts';

/** One of a server's ports: how it is configured, and the operations that read it. */
export interface Port {
  readonly settings: TlsSettings;
  readonly port: number;
  readonly withHole: Readonly<Record<HolePlace, CheckedOperation>>;
  readonly public: CheckedOperation;
}

export interface RunDeps {
  readonly stage: Stage;
  readonly authority: Authority;
  readonly content: Content;
  readonly token: string;
}

export type Outcome = {
  readonly case: Case;
  /** Whether the credential was hidden. */
  readonly hidden: boolean;
} & (
  | { readonly passed: true; readonly binding: string; readonly suite: string }
  | { readonly passed: false; readonly code: string; readonly message: string }
);

/** The code that a server which refuses KeyUpdates has to get (docs/PROTOCOL.md, PRX-10). */
export const KEY_UPDATE_REFUSED = 'proxy.key_update_refused';
/** So many sessions at once: the notary's process and this one have work in turns. */
const AT_ONCE = 4;
const SESSION_MS = 30_000;

/** All cases against one server. */
export async function runServer(
  server: InteropServer,
  ports: readonly Port[],
  deps: RunDeps,
): Promise<readonly Outcome[]> {
  const refuses = server.refusesKeyUpdate !== undefined;
  const jobs = ports.flatMap((port) => {
    const cases = casesOf(port.settings);
    if (!refuses) return cases.map((each) => ({ port, case: each, hidden: true }));
    // With a hole it cannot be read, whatever it would have answered; without one all else is seen.
    const alike = cases.filter(({ hole }) => hole === 'header');
    const hidden = alike.slice(0, 1).map((each) => ({ port, case: each, hidden: true }));
    return [...alike.map((each) => ({ port, case: each, hidden: false })), ...hidden];
  });
  const outcomes: Outcome[] = [];
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    for (const job of queue) outcomes.push(await runCase(server, job, deps));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

interface Job {
  readonly port: Port;
  readonly case: Case;
  readonly hidden: boolean;
}

async function runCase(server: InteropServer, job: Job, deps: RunDeps): Promise<Outcome> {
  const { case: values, hidden } = job;
  const told = { case: values, hidden };
  const mustRefuse = hidden && server.refusesKeyUpdate !== undefined;
  try {
    const { binding, suite, problems } = await notarize(server, job, deps);
    const wrong = mustRefuse ? ['it was attested although the server refuses KeyUpdates'] : problems;
    return wrong.length === 0
      ? { ...told, passed: true, binding, suite }
      : { ...told, passed: false, code: 'interop.attestation', message: wrong.join('; ') };
  } catch (error) {
    if (!(error instanceof NotaryError)) throw error;
    if (mustRefuse && error.code === KEY_UPDATE_REFUSED)
      return { ...told, passed: true, binding: '', suite: '' };
    return { ...told, passed: false, code: error.code, message: error.message };
  }
}

async function notarize(server: InteropServer, { port, case: values, hidden }: Job, deps: RunDeps) {
  const { stage, authority, content, token } = deps;
  const { certificate, framing, hole, size, tickets } = values;
  const operation = hidden ? port.withHole[hole] : port.public;
  const purpose = { case: 'probe' as const, value: Uint8Array.from(randomBytes(16)) };
  const context = create(ContextSchema, { purpose });
  const exchange = await stage.notarizer.notarize(
    {
      notary: stage.notary,
      operation,
      params: { framing, size },
      secrets: hidden ? secretsOf(hole, token) : {},
      subject: '',
      context,
    },
    AbortSignal.timeout(SESSION_MS),
  );
  const problems = judge(exchange, {
    case: values,
    operation,
    context,
    notary: stage.notary.pubkey,
    prover: stage.prover,
    serverSpkiSha256: authority.identities[certificate].spkiSha256,
    issuerSpkiSha256: authority.spkiSha256,
    body: content.bodies.get(size) ?? new Uint8Array(0),
    secret: hidden ? token : undefined,
    binding: bindingOf(server, tickets),
  });
  const { keyBinding = KeyBinding.UNSPECIFIED, cipherSuite = 0 } = exchange.attestation.body.path ?? {};
  return { problems, binding: KeyBinding[keyBinding], suite: SUITE_NAMES[cipherSuite] ?? '' };
}

/** PRX-9: a ticket binds, whenever it comes, and so does a close_notify. */
function bindingOf({ saysClose }: InteropServer, tickets: Case['tickets']): KeyBinding {
  return tickets === 'on' || saysClose ? KeyBinding.RECORD : KeyBinding.GRAMMAR;
}
