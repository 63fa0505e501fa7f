// What the contracts' own tests wrote down: the messages that they took, the events that they made, the answers that they gave.
import { readFileSync } from 'node:fs';

/** An event as the chain shows it. */
export interface RawEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** A message that a contract took, and the events that it made. */
export interface MessageCase {
  readonly name: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly events: readonly RawEvent[];
}

/** A query, and the answer that a contract gave. */
export interface AnswerCase {
  readonly query: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
}

/** `test/vectors/events` of a contract. */
export function messageCases(contract: 'oracle' | 'devices'): MessageCase[] {
  return JSON.parse(vectorText('events', contract)) as MessageCase[];
}

/** `test/vectors/answers` of a contract. */
export function answerCases(contract: 'oracle' | 'devices'): AnswerCase[] {
  return JSON.parse(vectorText('answers', contract)) as AnswerCase[];
}

function vectorText(kind: string, contract: string): string {
  return readFileSync(new URL(`../../../test/vectors/${kind}/${contract}.json`, import.meta.url), 'utf8');
}
