import { z } from 'zod';
import type { Problem } from './problem.ts';
import { formatPath } from './problem.ts';
import type { LineFinder } from './lines.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns what zod found into problems: one for each unknown key, the remedy from the field's own description where the schema has one
 * (`.describe('…')`: a sentence that says what to write).
 */
export function problemsOf(schema: z.ZodType, issues: readonly Issue[], lineOf: LineFinder): Problem[] {
  return issues
    .flatMap((issue) => problemOf(schema, issue, lineOf))
    .sort((a, b) => a.line - b.line || (a.path < b.path ? -1 : 1));
}

function problemOf(schema: z.ZodType, issue: Issue, lineOf: LineFinder): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const remedy = known.length === 0 ? 'Remove it.' : `Remove it, or write one of: ${known.join(', ')}.`;
      return { line: lineOf(path), path: formatPath(path), message: 'is not a known setting', remedy };
    });
  }
  const described = descriptionAt(schema, issue.path);
  return [
    {
      line: lineOf(issue.path),
      path: formatPath(issue.path),
      message: messageOf(issue),
      remedy: described ?? remedyOf(issue),
    },
  ];
}

/** zod leaves the input out of its issues by default, so that no value gets into a message. */
function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing';
  const text = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '');
  return issue.code === 'invalid_type' ? `has the wrong type (${text})` : `is not valid (${text})`;
}

function remedyOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Write a value of type ${issue.expected}.`;
    case 'too_small':
      return `Write at least ${issue.minimum}.`;
    case 'too_big':
      return `Write at most ${issue.maximum}.`;
    case 'invalid_value':
      return `Write one of: ${issue.values.map((value) => JSON.stringify(String(value))).join(', ')}.`;
    default:
      return 'See the example that "init" writes.';
  }
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const at = schemaAt(schema, path);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** A described wrapper (`.optional()`, `.default()`) speaks for what it wraps, and the other way round. */
function descriptionAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  let description: string | undefined;
  schemaAt(schema, path, (last) => {
    description ??= last.description;
  });
  return description;
}

/** The schema of a field. `seen` is told of each wrapper of the last step, outermost first. */
function schemaAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  seen?: (schema: z.ZodType) => void,
): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (let i = 0; ; i += 1) {
    at = unwrap(at, i === path.length ? seen : undefined);
    if (i === path.length || at === undefined) return at;
    at = childOf(at, path[i]);
  }
}

function unwrap(schema: z.ZodType | undefined, seen?: (schema: z.ZodType) => void): z.ZodType | undefined {
  let at = schema;
  while (at !== undefined) {
    seen?.(at);
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodPrefault) {
      at = at.unwrap() as z.ZodType;
    } else if (at instanceof z.ZodPipe) at = at.in as z.ZodType;
    else break;
  }
  return at;
}

function childOf(schema: z.ZodType, key: PropertyKey | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodObject && typeof key === 'string' && Object.hasOwn(schema.shape, key)) {
    return (schema.shape as Record<string, z.ZodType>)[key];
  }
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}
