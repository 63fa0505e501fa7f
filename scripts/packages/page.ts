import { createContext, runInContext } from 'node:vm';

/** What a page has besides the language, as far as libraries may want it. There is no `process`, no `Buffer`, no `require`. */
const GLOBALS = [
  'AbortController',
  'AbortSignal',
  'Event',
  'EventTarget',
  'Headers',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'WebSocket',
  'atob',
  'btoa',
  'clearInterval',
  'clearTimeout',
  'crypto',
  'fetch',
  'queueMicrotask',
  'setInterval',
  'setTimeout',
] as const;

/** Runs a bundle, which sets the global `page`, as a page would, and gives what `page.result` comes to, as JSON. */
export async function runInPage(bundle: string): Promise<string> {
  const page = createContext({});
  for (const name of GLOBALS) page[name] = globalThis[name];
  runInContext('globalThis.window = globalThis.self = globalThis', page);
  runInContext(bundle, page);
  return (await runInContext('page.result.then((value) => JSON.stringify(value))', page)) as string;
}
