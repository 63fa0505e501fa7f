import type { VerifierOutput } from 'tlsn-wasm';
import { PEER_URL } from './byte-routes.ts';
import { loadEngine } from './engine.ts';
import type { ChildStart, VerifyResult } from './child-messages.ts';
import type { Role, RoleContext } from './role.ts';

/**
 * Bytes from the prover after setup that mark the start of the online phase. Setup leaves a tail (the client random
 * and the multiplexer's window updates, below this size); the key exchange alone is far above it.
 */
const ONLINE_THRESHOLD_BYTES = 1024;

export async function createVerifierRole(start: ChildStart, context: RoleContext): Promise<Role> {
  const engine = await loadEngine({ threads: start.threads, customCa: start.customCa });
  const verifier = new engine.Verifier({
    max_sent_data: start.limits.maxSentBytes,
    max_recv_data: start.limits.maxRecvBytes,
    max_sent_records: undefined,
    max_recv_records_online: undefined,
  });
  const watch = watchPhases(context);
  return {
    onLog: watch,
    run: async (command) => {
      if (command.name !== 'verify') throw new Error('a verifier can only verify');
      await verifier.connect(PEER_URL);
      return toResult(await verifier.verify());
    },
  };
}

/** Reports phases from the bytes that arrive and the marks in the engine's log. */
function watchPhases({ routes, phase }: RoleContext): Role['onLog'] {
  let connected = false;
  let sinceSetup = -1;
  routes.onPeerBytes = (length) => {
    if (!connected) phase('peer_connected');
    connected = true;
    if (sinceSetup < 0 || sinceSetup > ONLINE_THRESHOLD_BYTES) return;
    sinceSetup += length;
    if (sinceSetup > ONLINE_THRESHOLD_BYTES) phase('online_started');
  };
  return (mark) => {
    if (mark === 'setup_done') sinceSetup = 0;
    phase(mark);
  };
}

function toResult({ server_name, connection_info, transcript }: VerifierOutput): VerifyResult {
  return {
    serverName: server_name,
    setupTimeSeconds: connection_info.time,
    tlsVersion: connection_info.version,
    sent: Uint8Array.from(transcript?.sent ?? []),
    received: Uint8Array.from(transcript?.recv ?? []),
    sentAuthenticated: transcript?.sent_authed ?? [],
    receivedAuthenticated: transcript?.recv_authed ?? [],
  };
}
