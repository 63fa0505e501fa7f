import { AdapterError } from '../error.ts';

/** A place in a template where a parameter's value goes, made by {@link param} and {@link quotedParam}. */
export interface Placeholder {
  /** Its name. */
  readonly parameter: string;
  /** Whether a JSON body puts quotation marks around it. */
  readonly quoted: boolean;
}

/** The parameter's value as it is: for a target, or for a JSON number or literal in a body. */
export function param(name: string): Placeholder {
  return { parameter: name, quoted: false };
}

/** The parameter's value as a JSON string. */
export function quotedParam(name: string): Placeholder {
  return { parameter: name, quoted: true };
}

/** A JSON value in which placeholders stand for what parameters bring. */
export type TemplateJson =
  | string
  | number
  | boolean
  | null
  | Placeholder
  | readonly TemplateJson[]
  | { readonly [key: string]: TemplateJson };

/** Literal text as a template: braces of a template are doubled. */
export function literal(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}');
}

/**
 * Template of a JSON body without any white space, members in the order given. Every charset of a parameter holds only characters
 * that mean nothing in JSON (OP-4), so values need no escaping.
 */
export function jsonBody(value: TemplateJson): string {
  if (isPlaceholder(value)) return value.quoted ? `"{${value.parameter}}"` : `{${value.parameter}}`;
  if (isArray(value)) return `[${value.map(jsonBody).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${literal(JSON.stringify(key))}:${jsonBody(member)}`,
    );
    return `{{${members.join(',')}}}`;
  }
  return literal(JSON.stringify(value));
}

/** Characters that a server takes as they are in a query: RFC 3986 unreserved, and "," ":" "/" which vendors' lists and times use. */
const PLAIN_IN_QUERY = /^[A-Za-z0-9\-._~,:/]*$/;

/** Template of a request target: `path` is a template itself, the query's members come in the order given. */
export function target(path: string, query: Readonly<Record<string, string | Placeholder>> = {}): string {
  const members = Object.entries(query).map(([name, value]) => {
    if (typeof value !== 'string') return `${name}={${value.parameter}}`;
    if (!PLAIN_IN_QUERY.test(value)) {
      throw new AdapterError(
        'adapter.template',
        'percent-encode the value, it holds more than letters, digits and -._~,:/',
        {
          field: `query.${name}`,
        },
      );
    }
    return `${name}=${value}`;
  });
  return members.length === 0 ? path : `${path}?${members.join('&')}`;
}

function isPlaceholder(value: TemplateJson): value is Placeholder {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isArray(value) &&
    'parameter' in value &&
    'quoted' in value
  );
}

/** `Array.isArray` does not narrow read-only arrays. */
function isArray(value: TemplateJson): value is readonly TemplateJson[] {
  return Array.isArray(value);
}
