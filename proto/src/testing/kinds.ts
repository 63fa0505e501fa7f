import type { DescMessage } from '@bufbuild/protobuf';
import * as proto from '../index.ts';

/** Every kind of message that is read from anybody, with the limit that its readers use. */
export const KINDS: readonly (readonly [name: string, schema: DescMessage, limit: number])[] = [
  ['operation', proto.OperationSchema, proto.MAX_BYTES.operation],
  ['attestation', proto.AttestationSchema, proto.MAX_BYTES.attestation],
  ['observation', proto.ObservationSchema, proto.MAX_BYTES.observation],
  ['report', proto.ReportSchema, proto.MAX_BYTES.report],
  ['message of a prover', proto.ProverMessageSchema, proto.MAX_BYTES.sessionMessage],
  ['message of a notary', proto.NotaryMessageSchema, proto.MAX_BYTES.sessionMessage],
  ['gossip', proto.GossipEnvelopeSchema, proto.MAX_BYTES.gossipEnvelope],
  ['request for observations', proto.ObservationsRequestSchema, proto.MAX_BYTES.observationsRequest],
  ['answer with observations', proto.ObservationsResponseSchema, proto.MAX_BYTES.observationsResponse],
  ['registration of a key', proto.KeyRegistrationSchema, proto.MAX_BYTES.registration],
  ['registration of a device', proto.DeviceRegistrationSchema, proto.MAX_BYTES.registration],
  ['attestation file', proto.AttestationFileSchema, proto.MAX_BYTES.attestationFile],
  ['report file', proto.ReportFileSchema, proto.MAX_BYTES.reportFile],
];
