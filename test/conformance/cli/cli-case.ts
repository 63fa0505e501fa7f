import type { Cli, Sent } from './session.ts';

/** What is kept between cases, which run in their order. */
export interface Scene extends Cli {
  /** Texts that have a name in the facts, such as addresses: `<tester>`. */
  readonly names: Map<string, string>;
  /** Remembers a text under a name and returns it. */
  readonly remember: (name: string, text: string | undefined) => string;
  /** What was remembered under a name. */
  readonly recall: (name: string) => string;
}

/** Something that people do with wasmd's command line. What comes out are facts, which must be the same on every chain. */
export interface CliCase {
  readonly name: string;
  readonly run: (scene: Scene) => Promise<unknown>;
}

/** A transaction, and its facts. */
export function txCase(
  name: string,
  args: (scene: Scene) => readonly string[],
  {
    gas,
    then,
  }: { readonly gas?: readonly string[]; readonly then?: (scene: Scene, sent: Sent) => void } = {},
): CliCase {
  return {
    name,
    run: async (scene) => {
      const sent = await scene.tx(args(scene), gas);
      then?.(scene, sent);
      return factsOf(sent);
    },
  };
}

/** A query, and what `pick` takes from its answer: all of it, unless something differs from chain to chain. */
export function queryCase(
  name: string,
  args: (scene: Scene) => readonly string[],
  pick: (json: Json) => unknown = (json) => json,
): CliCase {
  return {
    name,
    run: async ({ query, ...scene }) => {
      const answer = await query(...args({ query, ...scene }));
      return answer.ok ? pick(answer.json as Json) : answer;
    },
  };
}

/** What an answer holds, by the names of wasmd's fields. */
export type Json = Readonly<Record<string, never>> & { readonly [name: string]: unknown };

export function factsOf(sent: Sent): unknown {
  if ('refused' in sent) return sent;
  const { code, codespace, log, gas, events } = sent;
  return {
    code,
    codespace,
    log,
    gas,
    events: events.map(({ type, attributes }) => {
      return `${type}{${attributes.map(({ key }) => key).join(',')}}`;
    }),
  };
}

/** The value of an attribute of the first such event. */
export function attribute(sent: Sent, type: string, key: string): string | undefined {
  if ('refused' in sent) return undefined;
  return sent.events.find((event) => event.type === type)?.attributes.find((each) => each.key === key)?.value;
}

/** A field of an answer, however deep; undefined where it is not there. */
export function field(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );
}
