import {
  AttestationBodySchema,
  create,
  decode,
  DeviceRegistrationSchema,
  KeyRegistrationSchema,
  MAX_BYTES,
  SettlementSchema,
  TranscriptOpeningSchema,
} from '@cloudx3/proto';
import type * as Core from '../index.ts';

/** One entry of a file of test/vectors; README there says which fields which file has. */
export interface Vector {
  readonly rule: string;
  readonly name: string;
  readonly valid: boolean;
  readonly code?: string;
  readonly [field: string]: unknown;
}

/** What a vector comes to: the code of its refusal, or nothing. */
type Run = (core: typeof Core, vector: Vector) => string | undefined;

const codeOf = (outcome: Core.CoreResult<unknown>) => (outcome.ok ? undefined : outcome.code);

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
    edition: json['edition'] as Core.Edition | undefined,
    id: json['id'] as number,
    rows: json['rows'] as readonly Core.RowTerms[] | undefined,
    measuredOnly: json['measured_only'] as boolean | undefined,
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

/** How the vectors of each file are run, by the file's name. */
export const RUNS: Readonly<Record<string, Run>> = {
  attestation: (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    const read = core.readAttestation(unhex(vector['attestation']));
    return codeOf(read.ok ? core.checkAttestation(read.value, { operation }) : read);
  },
  decimal: (core, vector) => {
    if (vector['op'] === 'convert') {
      const decimal = decimalOf(vector['decimal'] as DecimalJson);
      if (decimal === undefined) return 'no decimal';
      return codeOf(core.convert(decimal, vector['from'] as string, vector['to'] as string));
    }
    if (vector['op'] !== 'parse') return vector.code;
    const parsed = core.parseDecimal(vector['text'] as string);
    if (parsed.ok) core.formatDecimal(parsed.value);
    return codeOf(parsed);
  },
  'device-registration': (core, vector) => {
    const registration = decode(
      DeviceRegistrationSchema,
      unhex(vector['registration']),
      MAX_BYTES.registration,
    );
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
  'proxy-fit': (core, vector) =>
    codeOf(core.checkProxyFit(core.unwrap(core.readOperation(unhex(vector['operation']))))),
  registration: (core, vector) => {
    const registration = decode(KeyRegistrationSchema, unhex(vector['registration']), MAX_BYTES.registration);
    core.keyRegistrationDigest(registration);
    return codeOf(core.checkKeyRegistration(registration, unhex(vector['signature'])));
  },
  report: (core, vector) => {
    const read = core.readReport(unhex(vector['report']));
    return codeOf(read.ok ? core.checkReport(read.value, termsOf(vector)).result : read);
  },
  'request-segments': (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    return codeOf(core.requestSegments(operation, paramsOf(core, vector)));
  },
  selector: (core, vector) => {
    const operation = core.unwrap(core.readOperation(unhex(vector['operation'])));
    const body = bodyOf(vector);
    const head = `HTTP/1.1 ${String(vector['status'])} \r\ncontent-length: ${body.length}\r\n\r\n`;
    const response = Uint8Array.from([...new TextEncoder().encode(head), ...body]);
    const time = BigInt(vector['session_time_ms'] as number);
    return codeOf(core.evaluateResponse(operation, paramsOf(core, vector), response, time));
  },
  settlement: (core, vector) => {
    const settlement = decode(SettlementSchema, unhex(vector['settlement']), MAX_BYTES.registration);
    core.settlementDigest(settlement);
    return codeOf(core.checkSettlement(settlement, unhex(vector['signature'])));
  },
  signing: (core, vector) => {
    if (vector.rule !== 'SIG-2') return vector.code;
    const [digest, signature, key] = ['digest', 'signature', 'public_key'].map((name) => unhex(vector[name]));
    if (digest === undefined || signature === undefined || key === undefined) return 'no fields';
    return core.verifySignature(digest, signature, key) ? undefined : 'signature.invalid';
  },
  transcript: (core, vector) => {
    const body = create(AttestationBodySchema, { transcriptCommitment: unhex(vector['commitment']) });
    const opening = create(TranscriptOpeningSchema, {
      salt: unhex(vector['salt']),
      sent: unhex(vector['sent']),
      received: unhex(vector['received']),
    });
    return codeOf(core.checkTranscriptOpening(body, opening));
  },
};
