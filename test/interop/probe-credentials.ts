import { once } from 'node:events';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { TAIL, authorizationOf, formOf } from './holes.ts';
import { SERVER_NAME } from './identities.ts';
import type { Authority } from './identities.ts';

const TIMEOUT_MS = 10_000;

interface Said {
  readonly header?: string;
  readonly query?: string;
  readonly form?: string;
  readonly tail?: string;
}

/**
 * Asks a port with another client, and with a credential that is missing, or wrong in one of its places. A server that answered anything would say
 * nothing of what came through a hole. Gives what it lets in; and that it lets nobody in, where it does.
 */
export async function probeCredentials(
  port: number,
  authority: Authority,
  token: string,
): Promise<readonly string[]> {
  const wrong = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
  const [header, form] = [authorizationOf(token), formOf(token)];
  const [wrongHeader, wrongForm] = [authorizationOf(wrong), formOf(wrong)];
  const refused: Readonly<Record<string, Said>> = {
    'no credential': {},
    'a wrong header': { header: wrongHeader },
    'a wrong tail': { header, tail: 'another' },
    'a wrong query': { query: wrongForm },
    'a wrong form': { form: wrongForm },
    'a wrong header of three': { header: wrongHeader, query: form, form },
    'a wrong query of three': { header, query: wrongForm, form },
    'a wrong form of three': { header, query: form, form: wrongForm },
  };
  const problems = (await ask(port, authority, { header })) === 200 ? [] : ['it refuses the credential'];
  for (const [what, said] of Object.entries(refused)) {
    const status = await ask(port, authority, said);
    if (status < 400 || status > 499) problems.push(`${status} for ${what}`);
  }
  return problems;
}

async function ask(
  port: number,
  authority: Authority,
  { header, query, form, tail = TAIL }: Said,
): Promise<number> {
  const asked = request({
    host: '127.0.0.1',
    port,
    servername: SERVER_NAME,
    ca: authority.ca.pem,
    agent: false,
    timeout: TIMEOUT_MS,
    method: form === undefined ? 'GET' : 'POST',
    path: `/length/100.json${query === undefined ? '' : `?${query}`}`,
    headers: {
      host: SERVER_NAME,
      'x-tail': tail,
      ...(header === undefined ? {} : { authorization: header }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  });
  asked.once('timeout', () => asked.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
  asked.end(form);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'close');
  return answer.statusCode ?? 0;
}
