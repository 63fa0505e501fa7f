import {
  AttestationBodySchema,
  create,
  decode,
  DeviceRegistrationSchema,
  encode,
  KeyRegistrationSchema,
  Mode,
  OperationSchema,
  ReportSchema,
  TranscriptOpeningSchema,
} from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import type * as Core from '../index.ts';
import { modes } from './exercise-modes.ts';

export interface Vector {
  readonly rule: string;
  readonly name: string;
  readonly valid: boolean;
  readonly code?: string;
  readonly [field: string]: unknown;
}

type Run = (core: typeof Core, vector: Vector) => string | undefined;
type Outcome = Core.CoreResult<unknown>;

const codeOf = (outcome: Outcome) => (outcome.ok ? undefined : outcome.code);

function unhex(text: unknown): Uint8Array {
  const hex = text as string;
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

function paramsOf(core: typeof Core, vector: Vector): Core.Params {
  return core.paramsFromList(vector['params'] as Core.ParamList);
}

function feedOf(json: Record<string, unknown>): Core.FeedTerms {
  const keys = (list: unknown) => (list as string[]).map(unhex);
  return {
    id: json['id'] as number,
    operationId: unhex(json['operation_id']),
    params: json['params'] as Core.ParamList,
    subject: json['subject'] as string,
    reading: json['reading'] as string,
    unit: json['unit'] as string,
    decimals: json['decimals'] as number,
    startMs: BigInt(json['start_ms'] as number),
    intervalMs: BigInt(json['interval_ms'] as number),
    operators: keys(json['operators']),
    notaries: keys(json['notaries']),
    quorum: json['quorum'] as number,
    modes: json['modes'] as Core.FeedModes,
    stepUp: stepUpOf(json['step_up'] as StepUpJson | undefined),
    allowCustomCa: json['allow_custom_ca'] as boolean,
    maxObservedAgeMs:
      json['max_observed_age_ms'] === undefined ? undefined : BigInt(json['max_observed_age_ms'] as number),
  };
}

interface DecimalJson {
  readonly mantissa: string;
  readonly scale: number;
}

interface StepUpJson {
  readonly every_rounds?: number;
  readonly moved_more_than?: DecimalJson;
}

function decimalOf(json: DecimalJson | undefined): Core.Decimal | undefined {
  return json === undefined ? undefined : { mantissa: BigInt(json.mantissa), scale: json.scale };
}

function stepUpOf(json: StepUpJson | undefined): Core.StepUp | undefined {
  if (json === undefined) return undefined;
  const { every_rounds: every, moved_more_than: moved } = json;
  return { everyRounds: every === undefined ? undefined : BigInt(every), movedMoreThan: decimalOf(moved) };
}

function termsOf(vector: Vector): {
  network: Core.NetworkId;
  feed: Core.FeedTerms;
  latest: Core.Decimal | undefined;
} {
  const network = vector['network'] as { chain_id: string; oracle: string };
  return {
    latest: decimalOf(vector['latest'] as DecimalJson | undefined),
    network: { chainId: network.chain_id, oracle: network.oracle },
    feed: feedOf(vector['feed'] as Record<string, unknown>),
  };
}

function bodyOf(vector: Vector): Uint8Array {
  if (vector['body_hex'] !== undefined) return unhex(vector['body_hex']);
  const runs = (vector['body_runs'] ?? [[vector['body'], 1]]) as [string, number][];
  return new TextEncoder().encode(runs.map(([piece, times]) => piece.repeat(times)).join(''));
}

const RUNS: Record<string, Run> = {
  attestation: (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    const read = core.readAttestation(unhex(vector['attestation']));
    return codeOf(read.ok ? core.checkAttestation(read.value, { operation }) : read);
  },
  decimal: (core, vector) => {
    if (vector['op'] !== 'parse') return vector.code;
    const parsed = core.parseDecimal(vector['text'] as string);
    if (parsed.ok) core.formatDecimal(parsed.value);
    return codeOf(parsed);
  },
  'device-registration': (core, vector) => {
    const registration = decode(DeviceRegistrationSchema, unhex(vector['registration']), 1_024);
    core.deviceRegistrationDigest(registration);
    return codeOf(core.checkDeviceRegistration(registration, unhex(vector['signature'])));
  },
  'http-request': (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    const layout = vector['layout'] as Core.RequestComparison;
    const hidden = vector['hidden'] as Core.Range[];
    return codeOf(
      core.compareRequest(operation, paramsOf(core, vector), unhex(vector['sent']), hidden, layout),
    );
  },
  'http-response': (core, vector) =>
    codeOf(core.parseResponse(unhex(vector['response']), { maxBytes: vector['max_bytes'] as number })),
  observation: (core, vector) => {
    const read = core.readObservation(unhex(vector['observation']));
    return codeOf(read.ok ? core.checkObservation(read.value, termsOf(vector)) : read);
  },
  operation: (core, vector) => codeOf(core.readOperation(unhex(vector['operation']))),
  params: (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    return codeOf(core.checkParamList(operation, vector['params'] as Core.ParamList));
  },
  registration: (core, vector) => {
    const registration = decode(KeyRegistrationSchema, unhex(vector['registration']), 1_024);
    core.keyRegistrationDigest(registration);
    return codeOf(core.checkKeyRegistration(registration, unhex(vector['signature'])));
  },
  report: (core, vector) => {
    const read = core.readReport(unhex(vector['report']));
    return codeOf(read.ok ? core.checkReport(read.value, termsOf(vector)).result : read);
  },
  selector: (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    const body = bodyOf(vector);
    const head = `HTTP/1.1 ${String(vector['status'])} \r\ncontent-length: ${body.length}\r\n\r\n`;
    const response = Uint8Array.from([...new TextEncoder().encode(head), ...body]);
    const time = BigInt(vector['session_time_ms'] as number);
    return codeOf(core.evaluateResponse(operation, paramsOf(core, vector), response, time));
  },
  signing: (core, vector) => {
    if (vector.rule !== 'SIG-2') return vector.code;
    const [digest, signature, key] = ['digest', 'signature', 'public_key'].map((name) => unhex(vector[name]));
    if (digest === undefined || signature === undefined || key === undefined) return 'no fields';
    return core.verifySignature(digest, signature, key) ? undefined : 'signature.invalid';
  },
};

/** Runs all vectors and then one whole life of a reading; gives what went otherwise than it should. */
export function exercise(core: typeof Core, vectors: Record<string, readonly Vector[]>): string[] {
  const failures: string[] = [];
  for (const [file, list] of Object.entries(vectors)) {
    for (const vector of list) {
      const code = RUNS[file]?.(core, vector);
      if (code !== vector.code) failures.push(`${file}: ${vector.rule} ${vector.name}: ${String(code)}`);
    }
  }
  return [...failures, ...live(core)];
}

/** Everything that makes statements, from the author's description to the value of a report. */
function live(core: typeof Core): string[] {
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
  const { readings } = core.unwrap(core.evaluateResponse(operation, { id: '7' }, received, 1n));
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
      version: 1,
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
    ...statements(core, { network, feed, publicKey, body, seen }),
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
  readonly body: AttestationBody;
  readonly seen: Core.ShapedObservation;
}

/** What is checked of the statements that were made. */
function statements(
  core: typeof Core,
  { network, feed, publicKey, body, seen }: Made,
): [string, Outcome | boolean][] {
  const report = core.buildReport(feed, [seen]);
  const [again] = core.unwrap(core.expandReport(report, network));
  return [
    ['isPublicKey', core.isPublicKey(publicKey)],
    ['shape', core.checkAttestationShape(body)],
    ['observation shape', core.checkObservationShape(seen)],
    ['together', core.checkTogether(seen, feed)],
    ['mode', core.modePolicy(feed, Mode.MPC)?.notaries === 1],
    ['step-up', core.checkStepUp(seen, feed, { mantissa: 0n, scale: 1 }, undefined)],
    ['no step-up', core.requiredMode(feed, 2n) === undefined],
    ['not moved', !core.needsStepUp(feed, { mantissa: 0n, scale: 1 }, { mantissa: 9n, scale: 1 })],
    ['segments', core.segmentLengths(9, [{ start: 4, end: 8 }]).join() === '4,4,1'],
    ['countable', core.checkCountable(seen, { network, feed })],
    ['feed attestation', core.checkFeedAttestation(body, { network, feed, round: 2n, observer: publicKey })],
    ['feed value', core.feedValue(body, feed)],
    ['observation value', core.observationValue(seen, feed)],
    ['aggregate', core.aggregate([seen], feed)],
    ['report', core.checkReport(report, { network, feed }).result],
    [
      'ids',
      again !== undefined && core.observationId(again.body).join() === core.observationId(seen.body).join(),
    ],
    ['attestation id', core.attestationId(body).length === 32],
    ['report bytes', encode(ReportSchema, report).length > 0],
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
