import { Charset } from '@cloudx3/proto';
import type { Hole, Operation, Parameter, Part } from '@cloudx3/proto';
import { isOfCharset } from './charset.ts';
import { finding } from './finding.ts';
import type { LintFinding } from './finding.ts';

/** A value of a template whose end has to be found by what follows it. */
interface Slot {
  readonly field: string;
  readonly hidden: boolean;
  readonly varies: boolean;
  readonly holds: (character: string) => boolean;
}

/** Where the values of target, headers and body begin and end, beyond what OP-3 demands. */
export function lintTemplates(operation: Operation): LintFinding[] {
  const templates: [string, Part[]][] = [
    ['target', operation.target],
    ...operation.headers.map((header): [string, Part[]] => [`headers.${header.name}`, header.value]),
    ['body', operation.body],
  ];
  return [
    ...templates.flatMap(([name, parts]) => lintTemplate(operation, name, parts)),
    ...lintPath(operation),
  ];
}

function lintTemplate(operation: Operation, name: string, parts: readonly Part[]): LintFinding[] {
  const findings: LintFinding[] = [];
  parts.forEach((part, at) => {
    const slot = slotOf(operation, part);
    const next = parts[at + 1]?.kind;
    if (slot?.varies !== true || next?.case !== 'literal') return;
    const field = `${name}.${slot.field}`;
    if (slot.hidden) {
      if (slot.holds(next.value.charAt(0))) findings.push(finding('error', 'hole.open_end', field));
      return;
    }
    const after = parts[at + 2];
    const following = after === undefined ? undefined : slotOf(operation, after);
    // "a-b" is cut in two ways only where both sides can hold what stands between them.
    if (
      following?.hidden === false &&
      Array.from(next.value).every((character) => slot.holds(character) && following.holds(character))
    ) {
      findings.push(finding('warning', 'parameter.run_together', field));
    }
  });
  return findings;
}

function lintPath(operation: Operation): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const part of operation.target) {
    if (part.kind.case === 'literal' && part.kind.value.includes('?')) break;
    if (part.kind.case === 'hole')
      findings.push(finding('warning', 'hole.in_path', `target.${part.kind.value}`));
  }
  return findings;
}

function slotOf(operation: Operation, part: Part): Slot | undefined {
  if (part.kind.case === 'hole') {
    const name = part.kind.value;
    const hole = operation.holes.find((declared) => declared.name === name);
    return hole === undefined ? undefined : holeSlot(hole);
  }
  if (part.kind.case === 'parameter') {
    const name = part.kind.value;
    const parameter = operation.parameters.find((declared) => declared.name === name);
    return parameter === undefined ? undefined : parameterSlot(parameter);
  }
  return undefined;
}

function holeSlot(hole: Hole): Slot {
  return {
    field: hole.name,
    hidden: true,
    varies: hole.minLength !== hole.maxLength,
    holds: (character) => isOfCharset(hole.charset, character),
  };
}

function parameterSlot({ name, type }: Parameter): Slot {
  const base = { field: name, hidden: false };
  if (type.case === 'token') {
    const { charset, minLength, maxLength } = type.value;
    return {
      ...base,
      varies: minLength !== maxLength,
      holds: (character) => isOfCharset(charset, character),
    };
  }
  if (type.case === 'list') {
    const { item, separator } = type.value;
    const isItem = (character: string) => item !== undefined && isOfCharset(item.charset, character);
    return {
      ...base,
      varies: true,
      holds: (character) => isItem(character) || separator.includes(character),
    };
  }
  // One of a few fixed texts: what is a choice's end is seen unless one choice continues another.
  if (type.case === 'choice') {
    const { values } = type.value;
    const varies = values.some((value) => values.some((other) => other !== value && other.startsWith(value)));
    return { ...base, varies, holds: (character) => isOfCharset(Charset.IDENTIFIER, character) };
  }
  return { ...base, varies: true, holds: (character) => /^[0-9.-]$/.test(character) };
}
