import { attestationVectors } from './attestation/attestation.ts';
import { canonicalVectors } from './canonical.ts';
import { agg1Vectors } from './decimal/agg-1.ts';
import { dec1Vectors } from './decimal/dec-1.ts';
import { uni1Vectors } from './decimal/uni-1.ts';
import { evidenceVectors } from './evidence/evd-1.ts';
import { evidenceHashVectors } from './evidence/evd-2.ts';
import { observationVectors } from './observation/observation.ts';
import { operationVectors } from './operation/operation.ts';
import { op4Vectors } from './params/op-4.ts';
import { op5Vectors } from './params/op-5.ts';
import { op6Vectors } from './params/op-6.ts';
import { ord1Vectors } from './params/ord-1.ts';
import { deviceRegistrationVectors } from './registration/dev-1.ts';
import { registrationVectors } from './registration/reg-1.ts';
import { proxyFitVectors } from './proxy/prx-1.ts';
import { keyUpdateRefusedVectors } from './proxy/prx-10.ts';
import { requestSegmentVectors } from './proxy/prx-2.ts';
import { commitmentVectors } from './proxy/prx-4.ts';
import { requestRecordVectors } from './proxy/prx-5.ts';
import { openingVectors } from './proxy/prx-7.ts';
import { carriedRequestVectors } from './proxy/prx-8-request.ts';
import { serverRecordVectors } from './proxy/prx-8-response.ts';
import { keyBindingVectors } from './proxy/prx-9.ts';
import { reportVectors } from './report/report.ts';
import { httpRequestVectors } from './request/http-request.ts';
import { httpResponseVectors } from './response/http-response.ts';
import { quorumVectors } from './round/qrm-1.ts';
import { roundVectors } from './round/rnd-1.ts';
import { readTimeVectors } from './round/rnd-4.ts';
import { selectorVectors } from './selector/selector.ts';
import { settlementVectors } from './settlement.ts';
import { sig1Vectors } from './signing/sig-1.ts';
import { sig2Vectors } from './signing/sig-2.ts';
import { feedTermsVectors } from './terms/acc-2.ts';
import { transcriptVectors } from './transcript/att-3.ts';
import { transmitterOrderVectors } from './turn-order/rnd-2.ts';
import { commandOrderVectors } from './turn-order/rnd-3.ts';
import type { VectorFiles } from './vector.ts';

/** All files of vectors, made anew. */
export function vectorFiles(): VectorFiles {
  return {
    attestation: attestationVectors(),
    canonical: canonicalVectors(),
    'carried-request': carriedRequestVectors(),
    'carried-response': [...serverRecordVectors(), ...keyBindingVectors(), ...keyUpdateRefusedVectors()],
    'command-order': commandOrderVectors(),
    decimal: [...dec1Vectors(), ...agg1Vectors(), ...uni1Vectors()],
    'device-registration': deviceRegistrationVectors(),
    evidence: evidenceVectors(),
    'evidence-hash': evidenceHashVectors(),
    'feed-terms': feedTermsVectors(),
    'http-request': httpRequestVectors(),
    'http-response': httpResponseVectors(),
    observation: observationVectors(),
    operation: operationVectors(),
    /** Rules OP-4, OP-5, ORD-1 and OP-6: `params` against `operation`. */
    params: [...op4Vectors(), ...op5Vectors(), ...ord1Vectors(), ...op6Vectors()],
    'proxy-fit': proxyFitVectors(),
    quorum: quorumVectors(),
    'record-keys': [...commitmentVectors(), ...openingVectors()],
    registration: registrationVectors(),
    report: reportVectors(),
    'request-records': requestRecordVectors(),
    'request-segments': requestSegmentVectors(),
    round: [...roundVectors(), ...readTimeVectors()],
    selector: selectorVectors(),
    settlement: settlementVectors(),
    signing: [...sig1Vectors(), ...sig2Vectors()],
    transcript: transcriptVectors(),
    'transmitter-order': transmitterOrderVectors(),
  };
}
