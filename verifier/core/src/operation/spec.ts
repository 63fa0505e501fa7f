/** How an author writes an operation; `defineOperation` makes the message of it and checks it. */
export interface OperationSpec {
  /** An action changes something at the vendor; a read does not, and may be repeated. */
  kind: 'read' | 'action';
  /** For people, like `shelly/switch-power`. */
  name: string;
  /** Lower-case DNS name; port 443 unless given. */
  server: { name: string; port?: number };
  /** A body goes with all of them but GET. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Template: text with `{parameter}` and `{!hole}`; braces are written `{{` and `}}`. */
  target: string;
  /** Values are templates. Names are put in lower case and in order. */
  headers?: Record<string, string>;
  /** Template, for JSON too. */
  body?: string;
  /** The `content-type` header that goes with a body. */
  contentType?: string;
  /** Public inputs by name, which stand in every attestation (rule OP-4). */
  parameters?: Record<string, ParameterSpec>;
  /** Secrets by name, which no notary sees: 3 to 4,096 characters, and for PROXY mode at least 8 (rule PRX-1). */
  holes?: Record<string, LengthsSpec>;
  /** 200 unless given. */
  successStatuses?: number[];
  /** What has to hold of a response for anything to be attested (rule CON-1). */
  conditions?: ConditionSpec[];
  /** What is attested, by name: one or more for a read (rule SEL-2). */
  readings?: Record<string, ReadingSpec>;
  /** Where the vendor says when it measured (rule SEL-4). */
  observedAt?: { path: PathSpec; format: TimeFormatSpec };
  /** Longest rendered request, 64 to 16,384 bytes. */
  maxRequestBytes: number;
  /** Longest response, head and framing and all, 64 to 1,048,576 bytes. */
  maxResponseBytes: number;
}

/** The type of a public input; values are texts that satisfy it (rule OP-4). */
export type ParameterSpec =
  | { type: 'integer'; min: number | bigint; max: number | bigint }
  /** Bounds are decimal texts. */
  | { type: 'decimal'; maxScale: number; min: string; max: string }
  | ({ type: 'token' } & LengthsSpec)
  | { type: 'choice'; values: string[] };

/** Which characters a token or a secret has: `unreserved` adds `-._~` to letters and digits, `identifier` a colon to that. */
export type CharsetSpec = 'digits' | 'hex-lower' | 'alphanumeric' | 'unreserved' | 'identifier';

/** Charset and length of a token, or of the secret in a hole. */
export interface LengthsSpec {
  /** What every character is of. */
  charset: CharsetSpec;
  /** Fewest characters. */
  minLength: number;
  /** Most characters; as many as `minLength` where the vendor's credential has one length. */
  maxLength: number;
}

/** Exactly one of `equals` (a template), `literal` and `present`. */
export interface ConditionSpec {
  /** Where to look. */
  path: PathSpec;
  /** The JSON text that has to stand there: a template with `{parameter}`. */
  equals?: string;
  /** Source text of the literal that has to stand there, as in `true` or `1.0`. */
  literal?: string;
  /** Whether anything has to be there; null counts as present. */
  present?: boolean;
}

/** A member name, an index, or the one element of an array whose member `where` is the text `equals` (a template). */
export type PathSpec = (string | number | { where: string; equals: string })[];

/** One attested number: where it stands, what it means, within which bounds (rules SEL-2, SEL-3). */
export interface ReadingSpec {
  /** As UCUM writes it, 1 to 16 characters: `Cel`, `W`, `%`, `1`. */
  unit: string;
  /** Where it stands in the body. */
  path: PathSpec;
  /** `number` unless given. */
  source?: 'number' | 'numeric-string' | 'boolean' | 'mapped-string';
  /** The reading is the source times ten to this power, −18 to 18; 0 unless given. */
  exponent?: number;
  /** Smallest value, as decimal text; what is smaller is refused. */
  min?: string;
  /** Largest value, as decimal text. */
  max?: string;
  /** For `mapped-string`: text to decimal. */
  map?: Record<string, string>;
}

/** How a vendor writes a time: numbers of seconds or milliseconds, RFC 3339, or ISO 8601 without an offset, meant in UTC. */
export type TimeFormatSpec = 'unix-s' | 'unix-ms' | 'rfc3339' | 'iso8601-utc';
