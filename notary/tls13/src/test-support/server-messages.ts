import { constants, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { signedContent } from '../handshake/certificate-verify.ts';
import type { ClientHello } from '../handshake/client-hello.ts';
import { EXTENSION } from '../handshake/extensions.ts';
import { encodeMessage, HANDSHAKE_TYPE } from '../handshake/message.ts';
import { fits, SIGNATURE_SCHEMES } from '../handshake/signature-scheme.ts';
import type { SignatureScheme } from '../handshake/signature-scheme.ts';
import { GROUPS } from '../keys/key-exchange.ts';
import type { GroupName } from '../keys/key-exchange.ts';
import { Reader } from '../presentation/reader.ts';
import { concat, uint, vector } from '../presentation/writer.ts';

export type ServerMessage =
  | 'hello_retry_request'
  | 'server_hello'
  | 'encrypted_extensions'
  | 'certificate'
  | 'certificate_verify'
  | 'finished';

/** What the client offered for this group. */
export function peerShare(hello: ClientHello, group: GroupName): Uint8Array {
  const reader = new Reader(hello.extensions.get(EXTENSION.key_share) ?? new Uint8Array(0));
  const shares = reader.list(2, (item) => [item.uint(2), item.vector(2)] as const);
  const found = shares.find(([id]) => id === GROUPS[group]);
  if (found === undefined) throw new Error('the client sent no share of this group');
  return found[1];
}

export function encodeCertificate(chain: readonly Uint8Array[]): Uint8Array {
  const entries = chain.map((der) => concat(vector(3, der), vector(2)));
  return encodeMessage(HANDSHAKE_TYPE.certificate, vector(1), vector(3, ...entries));
}

/** Over the hash of the transcript, with the scheme of this number or the first that fits the key. */
export function encodeCertificateVerify(
  key: KeyObject,
  id: number | undefined,
  transcriptHash: Uint8Array,
): Uint8Array {
  const scheme =
    SIGNATURE_SCHEMES.find((known) => known.id === id) ?? SIGNATURE_SCHEMES.find((known) => fits(known, key));
  if (scheme === undefined) throw new Error('no scheme for this key');
  const signature = signWith(scheme, key, signedContent(transcriptHash));
  return encodeMessage(HANDSHAKE_TYPE.certificate_verify, uint(2, scheme.id), vector(2, signature));
}

export function encodeTicket(fill = 1): Uint8Array {
  const ticket = new Uint8Array(64).fill(fill);
  return encodeMessage(
    HANDSHAKE_TYPE.new_session_ticket,
    uint(4, 7200),
    uint(4, 1),
    vector(1, Uint8Array.of(fill)),
    vector(2, ticket),
    vector(2),
  );
}

function signWith(scheme: SignatureScheme, key: KeyObject, content: Uint8Array): Uint8Array {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const isRsa = scheme.keyType === 'rsa' || scheme.keyType === 'rsa-pss';
  return sign(scheme.hash, content, isRsa ? { key, ...pss } : { key, dsaEncoding: 'der' });
}
