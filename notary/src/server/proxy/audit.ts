import { auditHandshake } from '@cloudx3/tls13';
import type { TrustStore } from '@cloudx3/tls13';
import type { ProxyCommitment } from '@cloudx3/proto';
import { refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import type { HelloGate } from './hello-gate.ts';
import type { CommittedHandshake } from './read-sealed.ts';
import type { ServerTap } from './server-tap.ts';

/** What a handshake is judged by. */
export interface AuditRules {
  readonly serverName: string;
  readonly trust: TrustStore;
  readonly nowMs: number;
}

/** Rule PRX-4: checks the server by the handshake as it was really seen. Rejects with the refusal, or Tls13Error. */
export async function auditCommitted(
  commitment: ProxyCommitment,
  seen: { readonly hello: HelloGate; readonly tap: ServerTap },
  rules: AuditRules,
): Promise<CommittedHandshake> {
  const { hello, tap } = seen;
  const audit = await auditHandshake({
    clientRecords: hello.records,
    serverRecords: tap.records.slice(),
    clientSecret: commitment.clientHandshakeSecret,
    serverSecret: commitment.serverHandshakeSecret,
    ...rules,
  });
  // PRX-4: the held record was the client's Finished, and there was no other.
  if (audit.clientApplicationStart !== hello.records.length) throw refusedWith(refuse('proxy.early_data'));
  // The audit held it against the suite.
  const secretLength = commitment.serverHandshakeSecret.length;
  return { audit, digests: commitment.recordKeys, secretLength };
}
