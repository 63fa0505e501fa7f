import pc from 'picocolors';
import type { CheckLine } from '../check/line.ts';
import type { Verdict } from '../verdict.ts';

const MARKS = { passed: pc.green('✓'), failed: pc.red('✗'), 'not checked': pc.yellow('–') };

/** A verdict as a person reads it: what the evidence says, each check, and the sum. */
export function verdictText(verdict: Verdict): string {
  const count = (outcome: CheckLine['outcome']) =>
    verdict.lines.filter((line) => line.outcome === outcome).length;
  const sum = `${count('passed')} checks passed, ${count('failed')} failed, ${count('not checked')} not checked`;
  return [
    pc.bold(`The ${verdict.kind} says`),
    ...verdict.says.map((line) => `  ${line}`),
    '',
    pc.bold('Checks'),
    ...verdict.lines.map(lineText),
    '',
    verdict.ok ? pc.green(pc.bold(`Holds: ${sum}`)) : pc.red(pc.bold(`Does not hold: ${sum}`)),
  ].join('\n');
}

function lineText(line: CheckLine): string {
  const code = line.code === undefined ? '' : ` [${line.code}]`;
  const detail = line.detail === undefined ? '' : pc.dim(`  ${line.detail}`);
  return `  ${MARKS[line.outcome]} ${line.rule.padEnd(6)} ${line.title}${code}${detail}`;
}
