import type { ChainReader } from '../chain/reader.ts';
import { readStrictly } from '../wire.ts';
import { undefinedIfUnknown } from './absent.ts';
import { allPages } from './paging.ts';
import type { Question } from './question.ts';

/** A contract on a chain, and how any contract of ours is asked. */
export class Contract {
  /** Bech32. */
  readonly address: string;
  private readonly reader: Pick<ChainReader, 'query'>;

  constructor(options: { readonly address: string }, deps: { readonly reader: Pick<ChainReader, 'query'> }) {
    this.address = options.address;
    this.reader = deps.reader;
  }

  /** The answer to a question; an {@link SdkError} where there is none. */
  async ask<T>({ message, answer }: Question<T>): Promise<T> {
    const what = `query ${Object.keys(message)[0] ?? ''} of ${this.address}`;
    return readStrictly(answer, await this.reader.query(this.address, message), what);
  }

  /** The same of something that need not be there: undefined where the contract says that it knows none, or says one of `absences`. */
  find<T>(question: Question<T>, absences: readonly string[] = []): Promise<T | undefined> {
    return undefinedIfUnknown(this.ask(question), absences);
  }

  /** All elements of a list. `itemsOf` takes them out of an answer, `page` asks for those after one of them. */
  all<T, P>(
    itemsOf: (answer: P) => readonly T[],
    page: (after: T | undefined, limit: number) => Question<P>,
  ): Promise<T[]> {
    return allPages(async (after, limit) => itemsOf(await this.ask(page(after, limit))));
  }
}
