/** How an author writes an operation; `defineOperation` makes the message of it and checks it. */
export interface OperationSpec {
  kind: 'read' | 'action';
  /** For people, like `shelly/switch-power`. */
  name: string;
  /** Lower-case DNS name; port 443 unless given. */
  server: { name: string; port?: number };
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Template: text with `{parameter}` and `{!hole}`; braces are written `{{` and `}}`. */
  target: string;
  /** Values are templates. Names are put in lower case and in order. */
  headers?: Record<string, string>;
  /** Template, for JSON too. */
  body?: string;
  /** The `content-type` header that goes with a body. */
  contentType?: string;
  parameters?: Record<string, ParameterSpec>;
  holes?: Record<string, LengthsSpec>;
  /** 200 unless given. */
  successStatuses?: number[];
  conditions?: ConditionSpec[];
  readings?: Record<string, ReadingSpec>;
  observedAt?: { path: PathSpec; format: TimeFormatSpec };
  maxRequestBytes: number;
  maxResponseBytes: number;
}

export type ParameterSpec =
  | { type: 'integer'; min: number | bigint; max: number | bigint }
  /** Bounds are decimal texts. */
  | { type: 'decimal'; maxScale: number; min: string; max: string }
  | ({ type: 'token' } & LengthsSpec)
  | { type: 'choice'; values: string[] };

export type CharsetSpec = 'digits' | 'hex-lower' | 'alphanumeric' | 'unreserved' | 'identifier';

export interface LengthsSpec {
  charset: CharsetSpec;
  minLength: number;
  maxLength: number;
}

/** Exactly one of `equals` (a template), `literal` and `present`. */
export interface ConditionSpec {
  path: PathSpec;
  equals?: string;
  literal?: string;
  present?: boolean;
}

/** A member name, an index, or the one element of an array whose member `where` is the text `equals` (a template). */
export type PathSpec = (string | number | { where: string; equals: string })[];

export interface ReadingSpec {
  unit: string;
  path: PathSpec;
  /** `number` unless given. */
  source?: 'number' | 'numeric-string' | 'boolean' | 'mapped-string';
  exponent?: number;
  min?: string;
  max?: string;
  /** For `mapped-string`: text to decimal. */
  map?: Record<string, string>;
}

export type TimeFormatSpec = 'unix-s' | 'unix-ms' | 'rfc3339' | 'iso8601-utc';
