import type { Quantity } from '../unit/quantities.ts';

/** How an author writes an operation; `defineOperation` makes the message of it and checks it. */
export interface OperationSpec {
  /** An action changes something at the vendor; a read does not, and may be repeated. */
  kind: 'read' | 'action';
  /** Left out, the first edition, or the second where anything of it is used (rule OP-7). */
  edition?: 1 | 2;
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
  /** Where the vendor says when the period began that ends at `observedAt` (rule SEL-6). */
  periodStart?: { path: PathSpec; format: TimeFormatSpec };
  /** Where the response speaks of the devices that a list names (rule ROW-1). */
  rows?: RowsSpec;
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
  | { type: 'choice'; values: string[] }
  | ListSpec;

/** Items of one type, strictly increasing, with a separator between them in the request (rule OP-6). */
export interface ListSpec {
  type: 'list';
  /** What each of them is. */
  item: LengthsSpec;
  /** 1 to 32. */
  maxItems: number;
  /** 1 to 8 visible characters, the first and last of which no item may have, like `,` or `","`. */
  separator: string;
}

/** One response, a row a device: readings, times and these conditions are looked for in each (rules ROW-1, ROW-2). */
export interface RowsSpec {
  /** Leads to the array or object that holds them. */
  path: PathSpec;
  /** Where a row of an array says whose it is; left out where rows are members of an object, named by their keys. */
  key?: PathSpec;
  /** The list that names those that are wanted. */
  list: string;
  /** What holds in a row whose device can be read. */
  conditions?: ConditionSpec[];
}

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
  /** In the second edition a symbol of the SenML units registry or a URI (rule UNI-1): `Cel`, `W`, `%RH`, `/`. In the first any text of 1 to 16 characters. */
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
  /** What is measured, where Home Assistant has a word for it. Second edition, as what follows (rule OP-7). */
  quantity?: Quantity;
  /** How values relate to each other, in Home Assistant's words; needed in the second edition. */
  kind?: 'measurement' | 'total' | 'total_increasing';
  /** Milliseconds that a value stands for; left out where it is of a moment. */
  periodMs?: number;
  /** Where the vendor says how good the value is, and what its words mean (rule SEL-5). */
  quality?: { path: PathSpec; map: Record<string, 'ok' | 'estimated' | 'bad'> };
}

/** How a vendor writes a time: numbers of seconds or milliseconds, RFC 3339, or ISO 8601 without an offset, meant in UTC. */
export type TimeFormatSpec = 'unix-s' | 'unix-ms' | 'rfc3339' | 'iso8601-utc';
