import type { NotaryMessage } from '@cloudx3/proto';
import { notaryError } from '../session/error.ts';
import type { NotaryError } from '../session/error.ts';
import { untilAborted } from '../session/until-aborted.ts';

/** What a notary says in answer to a message; a refusal is none, since it can come at any time. */
export type Answer = Exclude<NotaryMessage['kind'], { case: 'refusal' | undefined }>;
export type AnswerCase = Answer['case'];
export type AnswerValue<C extends AnswerCase> = Extract<Answer, { case: C }>['value'];

/** Answers of one session. The notary answers each message once, in order, so that one at most waits here. */
export class Answers {
  readonly #ended: Promise<NotaryError>;
  #answer: Answer | undefined;
  #onAnswer: (() => void) | undefined;

  constructor(ended: Promise<NotaryError>) {
    this.#ended = ended;
  }

  /** Takes an answer. False where nobody has asked for one. */
  take(answer: Answer): boolean {
    if (this.#answer !== undefined || this.#onAnswer === undefined) return false;
    this.#answer = answer;
    this.#onAnswer();
    return true;
  }

  /** The notary's next answer, which must be of this kind. Rejects with NotaryError when the session ends, or after `ms`. */
  async next<C extends AnswerCase>(kind: C, ms: number, signal: AbortSignal): Promise<AnswerValue<C>> {
    const came = Promise.withResolvers<undefined>();
    this.#onAnswer = () => came.resolve(undefined);
    const timer = setTimeout(() => came.reject(notaryError('notary.deadline', `No ${kind} in ${ms} ms`)), ms);
    const ended = this.#ended.then((error) => Promise.reject(error));
    try {
      await untilAborted(Promise.race([came.promise, ended]), signal, () => notaryError('prover.aborted'));
    } finally {
      clearTimeout(timer);
      this.#onAnswer = undefined;
    }
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer?.case !== kind) throw notaryError('notary.protocol', `Expected ${kind}`);
    return answer.value as AnswerValue<C>;
  }
}
