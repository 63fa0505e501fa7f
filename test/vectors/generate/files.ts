import { attestationVectors } from './attestation.ts';
import { canonicalVectors } from './canonical.ts';
import { decimalVectors } from './decimal.ts';
import { httpRequestVectors } from './http-request.ts';
import { httpResponseVectors } from './http-response.ts';
import { observationVectors } from './observation.ts';
import { operationVectors } from './operation.ts';
import { paramsVectors } from './params.ts';
import { deviceRegistrationVectors, registrationVectors } from './registration.ts';
import { reportVectors } from './report.ts';
import { selectorVectors } from './selector.ts';
import { signingVectors } from './signing.ts';
import { commandOrderVectors, transmitterOrderVectors } from './turn-order.ts';
import type { VectorFiles } from './vector.ts';

/** All files of vectors, made anew. */
export function vectorFiles(): VectorFiles {
  return {
    attestation: attestationVectors(),
    canonical: canonicalVectors(),
    'command-order': commandOrderVectors(),
    decimal: decimalVectors(),
    'device-registration': deviceRegistrationVectors(),
    'http-request': httpRequestVectors(),
    'http-response': httpResponseVectors(),
    observation: observationVectors(),
    operation: operationVectors(),
    params: paramsVectors(),
    registration: registrationVectors(),
    report: reportVectors(),
    selector: selectorVectors(),
    signing: signingVectors(),
    'transmitter-order': transmitterOrderVectors(),
  };
}
