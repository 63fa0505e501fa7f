import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CORE_CODES } from './index.ts';
import * as core from './index.ts';

const VECTORS = new URL('../../../test/vectors/', import.meta.url);
// What no vector can show: mistakes of a program, and what only a holder of secrets sees.
const WITHOUT_VECTOR = new Set([
  'observation.round',
  'operation.spec',
  'report.mixed',
  'request.dot_segment',
  'secrets.missing',
  'secrets.unknown',
  'secrets.value',
]);

// A change here is a change for everybody who builds on the package.
const EXPORTS = [
  'CORE_CODES',
  'CoreError',
  'HOLE_ASSURANCES',
  'JsonNumber',
  'KEY_BINDINGS',
  'MODES',
  'MODE_NAMES',
  'OPERATION_LIMITS',
  'PRIMARY_UNITS',
  'QUANTITIES',
  'SECONDARY_UNITS',
  'aggregate',
  'attestationId',
  'attestsAnswer',
  'buildReport',
  'checkAgainstOperation',
  'checkAttestation',
  'checkAttestationShape',
  'checkCountable',
  'checkDeviceRegistration',
  'checkFeedAttestation',
  'checkKeyRegistration',
  'checkObservation',
  'checkObservationShape',
  'checkParamList',
  'checkParams',
  'checkProxyFit',
  'checkReport',
  'checkSettlement',
  'checkStepUp',
  'checkTogether',
  'checkTranscriptOpening',
  'compareDecimal',
  'compareRequest',
  'convert',
  'defineOperation',
  'deviceRegistrationDigest',
  'evaluateResponse',
  'evidenceHash',
  'expandReport',
  'findHoles',
  'formatDecimal',
  'hiddenRanges',
  'holesInOrder',
  'isContext',
  'isDecimal',
  'isEdition',
  'isGroup',
  'isOf',
  'isPublicKey',
  'isSubject',
  'isUnit',
  'judgeEvidence',
  'keyRegistrationDigest',
  'meaningOf',
  'median',
  'modeName',
  'modePolicy',
  'modeRow',
  'needsStepUp',
  'observationId',
  'observationValues',
  'paramMessages',
  'paramsFromList',
  'parseDecimal',
  'parseJson',
  'parseResponse',
  'pathsOf',
  'perMode',
  'publicKeyOf',
  'readAttestation',
  'readObservation',
  'readOperation',
  'readReport',
  'renderRequest',
  'reportDigest',
  'requestSegments',
  'requiredMode',
  'rescale',
  'roundSlice',
  'segmentLengths',
  'settlementDigest',
  'signAttestation',
  'signDigest',
  'signObservation',
  'signReport',
  'sourceId',
  'spread',
  'strictMode',
  'transcriptCommitment',
  'unwrap',
  'verifySignature',
];

describe('the package', () => {
  it('exports what its users build on', () => {
    expect(Object.keys(core).sort()).toEqual(EXPORTS);
  });

  it('has a text for each code, and a vector for each that a vector can show', async () => {
    const shown = new Set<string>();
    for (const name of await readdir(VECTORS)) {
      if (!name.endsWith('.json')) continue;
      const vectors = JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8')) as { code?: string }[];
      for (const { code } of vectors) if (code !== undefined) shown.add(code);
    }
    for (const [code, text] of Object.entries(CORE_CODES)) {
      expect(text, code).toMatch(/^[A-Z].*\.$/s);
      // Exactly one of the two, so that the list of exceptions stays short.
      expect([code, shown.has(code) !== WITHOUT_VECTOR.has(code)]).toEqual([code, true]);
    }
    // A notary and a contract refuse in words of their own what is theirs to judge.
    expect([...shown].filter((code) => !(code in CORE_CODES) && !/^(proxy|tls|feed)\./.test(code))).toEqual(
      [],
    );
  });
});
