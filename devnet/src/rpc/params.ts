import { RpcError } from './rpc-error.ts';

/** Kinds of parameters: how JSON and how a URL spells them. */
type ParamKind = 'text' | 'integer' | 'flag' | 'base64' | 'hex';

export type ParamSpec = Readonly<Record<string, ParamKind>>;

/** Raw parameters of a call, by name; only those that were given. */
export type RawParams = Readonly<Record<string, unknown>>;

function invalid(name: string, expected: string): never {
  throw new RpcError('invalidParams', `parameter ${name} must be ${expected}`);
}

/** Typed access to the parameters of one call. */
export class Params {
  readonly #raw: RawParams;

  constructor(raw: RawParams) {
    this.#raw = raw;
  }

  text(name: string): string | undefined {
    const value = this.#given(name);
    if (value === undefined) return undefined;
    return typeof value === 'string' ? value : invalid(name, 'a string');
  }

  /** CometBFT writes 64-bit integers as text; plain numbers are understood as well. */
  integer(name: string): number | undefined {
    const value = this.#given(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && /^-?\d{1,16}$/.test(value)) return Number(value);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : invalid(name, 'an integer');
  }

  flag(name: string): boolean {
    const value = this.#given(name);
    if (value === undefined || value === false || value === 'false') return false;
    return value === true || value === 'true' ? true : invalid(name, 'true or false');
  }

  base64(name: string): Uint8Array | undefined {
    const value = this.#given(name);
    if (value instanceof Uint8Array) return value;
    if (value === undefined) return undefined;
    const valid = typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0;
    return valid ? Buffer.from(value, 'base64') : invalid(name, 'base64');
  }

  hex(name: string): Uint8Array | undefined {
    const value = this.#given(name);
    if (value instanceof Uint8Array) return value;
    if (value === undefined) return undefined;
    const valid = typeof value === 'string' && /^(?:[0-9a-fA-F]{2})*$/.test(value);
    return valid ? Buffer.from(value, 'hex') : invalid(name, 'hex');
  }

  #given(name: string): unknown {
    const value = Object.hasOwn(this.#raw, name) ? this.#raw[name] : undefined;
    return value === null ? undefined : value;
  }
}

/** Parameters of a JSON call: by name, or by position in the order of the method's specification. */
export function fromJson(params: unknown, spec: ParamSpec): Params {
  if (params === undefined || params === null) return new Params({});
  if (Array.isArray(params)) {
    const names = Object.keys(spec);
    if (params.length > names.length)
      throw new RpcError('invalidParams', `expected ${names.length} parameters at most`);
    return new Params(Object.fromEntries(params.map((value: unknown, index) => [names[index] ?? '', value])));
  }
  if (typeof params !== 'object') throw new RpcError('invalidParams', 'params must be an object or an array');
  return new Params(params as RawParams);
}

/** Parameters of a URL: text in double quotes, bytes as 0x… or in quotes, numbers plain or quoted. */
export function fromQuery(query: Readonly<Record<string, unknown>>, spec: ParamSpec): Params {
  const raw: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(spec)) {
    const value = Object.hasOwn(query, name) ? query[name] : undefined;
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string') invalid(name, 'given once');
    raw[name] = fromQueryText(name, kind, value);
  }
  return new Params(raw);
}

function fromQueryText(name: string, kind: ParamKind, value: string): unknown {
  const quoted = /^"(.*)"$/s.exec(value)?.[1];
  if (kind === 'base64' || kind === 'hex') {
    if (/^0x(?:[0-9a-fA-F]{2})*$/.test(value)) return Buffer.from(value.slice(2), 'hex');
    if (quoted !== undefined) return Buffer.from(quoted);
    return kind === 'hex' ? value : invalid(name, 'hex with 0x in front, or text in double quotes');
  }
  if (kind === 'text') return quoted ?? invalid(name, 'in double quotes');
  return quoted ?? value;
}
