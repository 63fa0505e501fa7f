import {
  AttestationBodySchema,
  create,
  encode,
  Mode,
  OperationSchema,
  ReportSchema,
  TranscriptOpeningSchema,
} from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import type * as Core from '../index.ts';
import { modes } from './life-modes.ts';

type Outcome = Core.CoreResult<unknown>;

const codeOf = (outcome: Outcome) => (outcome.ok ? undefined : outcome.code);

/** The whole life of a reading: everything that makes statements, from the author's description to the value of a report. Gives what failed. */
export function live(core: typeof Core): string[] {
  const operation = core.defineOperation({
    kind: 'read',
    name: 'example/power',
    server: { name: 'api.example.com' },
    method: 'GET',
    target: '/d/{id}?k={!key}',
    parameters: {
      id: { type: 'token', charset: 'digits', minLength: 1, maxLength: core.OPERATION_LIMITS.tokenLength },
    },
    holes: { key: { charset: 'digits', minLength: 4, maxLength: 4 } },
    readings: { power: { unit: 'W', path: ['p'] } },
    maxRequestBytes: 512,
    maxResponseBytes: 512,
  });
  const params = core.unwrap(core.checkParams(operation, { id: '7' }));
  const rendered = core.unwrap(core.renderRequest(operation, { id: '7' }, { key: '1234' }));
  core.unwrap(core.findHoles(operation, { id: '7' }, { key: '1234' }, rendered.bytes));
  const received = new TextEncoder().encode('HTTP/1.1 200 \r\ncontent-length: 10\r\n\r\n{"p":1.25}');
  const answer = core.unwrap(core.evaluateResponse(operation, { id: '7' }, received, 1n));
  const { readings } = answer;
  const json = core.unwrap(core.parseJson(new TextEncoder().encode('[1]')));
  const salt = new Uint8Array(32);
  const key = salt.map((_, i) => i + 1);
  const publicKey = core.publicKeyOf(key);
  const sign: Core.SignDigest = (digest) => core.signDigest(digest, key);
  const network = { chainId: 'c-1', oracle: 'o' };
  const feed: Core.FeedTerms = {
    ...{ id: 1, operationId: operation.id, params, subject: '', reading: 'power', unit: 'W', decimals: 1 },
    ...{ startMs: 0n, intervalMs: 1_000n, operators: [publicKey], notaries: [publicKey], quorum: 1 },
    ...{ modes: { mpc: { notaries: 1 } }, allowCustomCa: false },
  };
  const body = create(AttestationBodySchema, {
    ...{
      version: 2,
      network,
      notary: publicKey,
      mode: Mode.MPC,
      operationId: operation.id,
      params: [...params],
    },
    context: { purpose: { case: 'round', value: { feedId: 1, round: 2n } } },
    ...{
      prover: publicKey,
      sessionId: salt.slice(16),
      sessionTimeMs: core.roundSlice(feed, 2n).startMs,
      readings,
    },
    transcriptCommitment: core.transcriptCommitment(salt, rendered.bytes, received),
  });
  const attestation = core.signAttestation(body, sign);
  const seen = core.signObservation(
    { network, feedId: 1, round: 2n, observer: publicKey, attestations: [attestation] },
    sign,
  );
  const opening = create(TranscriptOpeningSchema, { salt, sent: rendered.bytes, received });
  const outcomes: [string, Outcome | boolean][] = [
    ['attestsAnswer', core.attestsAnswer(body, answer)],
    [
      'units',
      [...core.PRIMARY_UNITS, ...Object.keys(core.SECONDARY_UNITS)].every((unit) => core.isUnit(unit)),
    ],
    ['quantities', core.QUANTITIES.every((word) => /^[a-z0-9_]+$/.test(word))],
    ['parseJson', Array.isArray(json) && json[0] instanceof core.JsonNumber],
    ['operation', core.checkAgainstOperation(body, operation)],
    ['opening', core.checkTranscriptOpening(body, opening)],
    ['proxy fit', codeOf(core.checkProxyFit(operation)) === 'operation.proxy_hole_length'],
    ['request segments', core.requestSegments(operation, { id: '7' })],
    [
      'holes in order',
      core
        .holesInOrder(operation.message)
        .map(({ name }) => name)
        .join() === 'key',
    ],
    ...statements(core, { network, feed, publicKey, sign, body, seen }),
    ...arithmetic(core),
    ...modes(core),
    ['operation bytes', encode(OperationSchema, operation.message).length > 0],
  ];
  return outcomes.filter(([, o]) => (typeof o === 'boolean' ? !o : !o.ok)).map(([name]) => name);
}

interface Made {
  readonly network: Core.NetworkId;
  readonly feed: Core.FeedTerms;
  readonly publicKey: Uint8Array;
  readonly sign: Core.SignDigest;
  readonly body: AttestationBody;
  readonly seen: Core.ShapedObservation;
}

/** What is checked of the statements that were made. */
function statements(
  core: typeof Core,
  { network, feed, publicKey, sign, body, seen }: Made,
): [string, Outcome | boolean][] {
  const report = core.buildReport(feed, [seen]);
  const [again] = core.unwrap(core.expandReport(report, network));
  return [
    ['isPublicKey', core.isPublicKey(publicKey)],
    ['paths', core.pathsOf(report).length === report.paths.length],
    ['shape', core.checkAttestationShape(body)],
    ['observation shape', core.checkObservationShape(seen)],
    ['together', core.checkTogether(seen, feed)],
    ['mode', core.modePolicy(feed, Mode.MPC)?.notaries === 1],
    ['step-up', core.checkStepUp(seen, feed, { mantissa: 0n, scale: 1 }, undefined)],
    ['no step-up', core.requiredMode(feed, 2n) === undefined],
    ['not moved', !core.needsStepUp(feed, { mantissa: 0n, scale: 1 }, { mantissa: 9n, scale: 1 })],
    ['segments', core.segmentLengths(9, [{ start: 4, end: 8 }]).join() === '4,4,1'],
    ['hidden', core.hiddenRanges(Uint8Array.of(71, 0, 0, 71))[0]?.end === 3],
    ['countable', core.checkCountable(seen, { network, feed })],
    ['feed attestation', core.checkFeedAttestation(body, { network, feed, round: 2n, observer: publicKey })],
    ['observation values', core.observationValues(seen, feed)],
    ['aggregate', core.aggregate([seen], feed)],
    ['report', core.checkReport(report, { network, feed }).result],
    [
      'ids',
      again !== undefined && core.observationId(again.body).join() === core.observationId(seen.body).join(),
    ],
    ['attestation id', core.attestationId(body).length === 32],
    ['report bytes', encode(ReportSchema, report).length > 0],
    ...second(core, { network, feed, publicKey, sign, seen, body }),
  ];
}

/** What came with the second edition. */
function second(
  core: typeof Core,
  { network, feed, publicKey, sign, seen, body }: Made,
): [string, Outcome | boolean][] {
  const signed = core.signReport(core.buildReport(feed, [seen]), network, { pubkey: publicKey, sign });
  const evidence = { kind: 'attestation', attestation: new Uint8Array() } as const;
  return [
    ['evidence hash', core.evidenceHash(network.oracle, new Uint8Array(16), evidence)],
    ['no evidence', !core.judgeEvidence(evidence, { network }).ok],
    ['transmitter', core.checkReport(signed, { network, feed }).result],
    ['report digest', core.reportDigest(signed, network, [seen]).length === 32],
    ['edition', core.isEdition(2) && !core.isEdition(3)],
    ['group', !core.isGroup(feed)],
    ['of the feed', core.isOf(signed, feed) && core.sourceId(signed) === feed.id],
    ['context', core.isContext(body.context, { subject: body.subject, hasRows: false })],
    ['subject', core.isSubject(body.subject)],
    ['params', core.paramMessages(feed.params).length === feed.params.length],
  ];
}

function arithmetic(core: typeof Core): [string, Outcome | boolean][] {
  const [one, two] = [
    { mantissa: 1n, scale: 0 },
    { mantissa: 2n, scale: 0 },
  ] as const;
  return [
    ['isDecimal', core.isDecimal(one)],
    ['compare', core.compareDecimal(one, two) < 0],
    ['rescale', core.rescale(one, 2)],
    ['median', core.median([one, two], 2)],
    ['spread', core.spread([one, two], 2)],
    ['codes', Object.keys(core.CORE_CODES).length > 0],
    ['error', new core.CoreError({ code: 'report.mixed', message: '' }) instanceof Error],
  ];
}
