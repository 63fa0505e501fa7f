import { create, PartSchema } from '@cloudx3/proto';
import type { Part } from '@cloudx3/proto';
import { CoreError } from '../error.ts';
import { NAME } from './names.ts';

// One token: a doubled brace, a placeholder, or a run of text without braces. Anything else does not match.
const TOKEN = /\{\{|\}\}|\{(!?)([^{}]*)\}|[^{}]+/y;

/** The parts of a template text (see `OperationSpec`): literals that stand side by side become one. `field` goes into the error. */
export function parseTemplate(text: string, field: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') parts.push(create(PartSchema, { kind: { case: 'literal', value: literal } }));
    literal = '';
  };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null)
      throw unreadable(field, `a brace at position ${start} is not closed; write {{ or }} for a brace`);
    const [token, mark, name] = match;
    if (name === undefined) {
      literal += token === '{{' ? '{' : token === '}}' ? '}' : token;
      continue;
    }
    if (!NAME.test(name)) {
      throw unreadable(
        field,
        `${token} is no placeholder: names are of a-z, 0-9 and _; write {{ for a brace`,
      );
    }
    flush();
    parts.push(create(PartSchema, { kind: { case: mark === '!' ? 'hole' : 'parameter', value: name } }));
  }
  flush();
  return parts;
}

function unreadable(field: string, message: string): CoreError {
  return new CoreError({ code: 'operation.spec', message, field });
}
