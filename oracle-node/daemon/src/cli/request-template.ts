import { Method } from '@cloudx3/proto';
import type { Part } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';

/** What a request of an operation is, with its holes by name in angle brackets and what is chosen later in braces. */
export interface RequestTemplate {
  readonly method: string;
  /** Host and port. */
  readonly host: string;
  readonly target: string;
  /** Headers that carry a secret; the others are the operation's own. */
  readonly secretHeaders: readonly string[];
  readonly body: string | undefined;
}

/** Shows what would be sent. Values are as they are asked for, not yet encoded. */
export function requestTemplate(
  { message }: CheckedOperation,
  params: Readonly<Record<string, string>>,
): RequestTemplate {
  const shown = (parts: readonly Part[]): string => parts.map((part) => shownPart(part, params)).join('');
  const { method, serverName, port, target, headers, body } = message;
  return {
    method: Method[method],
    host: `${serverName}:${port}`,
    target: shown(target),
    secretHeaders: headers
      .filter(({ value }) => value.some(({ kind }) => kind.case === 'hole'))
      .map(({ name, value }) => `${name}: ${shown(value)}`),
    body: body.length === 0 ? undefined : shown(body),
  };
}

function shownPart({ kind }: Part, params: Readonly<Record<string, string>>): string {
  switch (kind.case) {
    case 'literal':
      return kind.value;
    case 'parameter':
      return Object.hasOwn(params, kind.value) ? (params[kind.value] ?? '') : `{${kind.value}}`;
    case 'hole':
      return `<${kind.value}>`;
    case undefined:
      return '';
  }
}
