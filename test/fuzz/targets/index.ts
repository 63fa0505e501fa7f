import type { FuzzTarget } from '../harness/target.ts';
import { APPLICATION, POST_HANDSHAKE } from './application.ts';
import { AUDIT } from './audit.ts';
import { GATES, SEALED } from './carried.ts';
import { CLIENT_HELLO } from './client-hello.ts';
import { CLIENT } from './client.ts';
import {
  CERTIFICATE,
  CERTIFICATE_VERIFY,
  ENCRYPTED_EXTENSIONS,
  FINISHED,
  FLIGHT,
  HELLO_RETRY,
  SERVER_HELLO,
} from './handshake.ts';
import { JSON_SELECTION, REQUEST, RESPONSE } from './http.ts';
import { RECORDS } from './records.ts';
import { NOTARY_SIDE, PROVER_SIDE } from './session.ts';
import { ATTESTATION, GOSSIP, OBSERVATION, OPERATION, PEER, REPORT } from './statements.ts';
import { X509 } from './x509.ts';

/** Every parser that faces a peer, a vendor or a server. */
export const TARGETS: Readonly<Record<string, FuzzTarget>> = {
  records: RECORDS,
  'client-hello': CLIENT_HELLO,
  'hello-retry': HELLO_RETRY,
  'server-hello': SERVER_HELLO,
  'encrypted-extensions': ENCRYPTED_EXTENSIONS,
  certificate: CERTIFICATE,
  'certificate-verify': CERTIFICATE_VERIFY,
  finished: FINISHED,
  flight: FLIGHT,
  x509: X509,
  'post-handshake': POST_HANDSHAKE,
  application: APPLICATION,
  client: CLIENT,
  audit: AUDIT,
  gates: GATES,
  sealed: SEALED,
  prover: PROVER_SIDE,
  notary: NOTARY_SIDE,
  request: REQUEST,
  http: RESPONSE,
  json: JSON_SELECTION,
  operation: OPERATION,
  attestation: ATTESTATION,
  observation: OBSERVATION,
  report: REPORT,
  gossip: GOSSIP,
  peer: PEER,
};
