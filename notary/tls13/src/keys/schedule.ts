import { createHash } from 'node:crypto';
import { expandLabel, hkdfExtract } from './hkdf-label.ts';
import type { Suite } from './suites.ts';

/** A pair of secrets, one a direction. */
export interface TrafficSecrets {
  /** For what the client sends; as long as the hash of the suite. */
  readonly client: Uint8Array;
  /** For what the server sends. */
  readonly server: Uint8Array;
}

/** RFC 8446 section 7.1 for a full handshake, which has no pre-shared key: that input is zero. */
export function handshakeSecret(suite: Suite, sharedSecret: Uint8Array): Uint8Array {
  const zero = new Uint8Array(suite.hashLength);
  return hkdfExtract(suite, derived(suite, hkdfExtract(suite, zero, zero)), sharedSecret);
}

export function masterSecret(suite: Suite, secret: Uint8Array): Uint8Array {
  return hkdfExtract(suite, derived(suite, secret), new Uint8Array(suite.hashLength));
}

/** client/server_handshake_traffic_secret; the transcript runs from ClientHello to ServerHello. */
export function handshakeTrafficSecrets(
  suite: Suite,
  secret: Uint8Array,
  transcriptHash: Uint8Array,
): TrafficSecrets {
  return {
    client: deriveSecret(suite, secret, 'c hs traffic', transcriptHash),
    server: deriveSecret(suite, secret, 's hs traffic', transcriptHash),
  };
}

/** client/server_application_traffic_secret_0; the transcript runs from ClientHello to the server's Finished. */
export function applicationTrafficSecrets(
  suite: Suite,
  secret: Uint8Array,
  transcriptHash: Uint8Array,
): TrafficSecrets {
  return {
    client: deriveSecret(suite, secret, 'c ap traffic', transcriptHash),
    server: deriveSecret(suite, secret, 's ap traffic', transcriptHash),
  };
}

function derived(suite: Suite, secret: Uint8Array): Uint8Array {
  return deriveSecret(suite, secret, 'derived', createHash(suite.hash).digest());
}

function deriveSecret(
  suite: Suite,
  secret: Uint8Array,
  label: string,
  transcriptHash: Uint8Array,
): Uint8Array {
  return expandLabel(suite, secret, label, transcriptHash, suite.hashLength);
}
