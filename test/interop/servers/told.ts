import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../process.ts';
import type { Command } from '../process.ts';
import type { RunningServer, ServerStage } from '../server.ts';

/**
 * Starts a server program of ours. Its last argument is the path of a file with a line for each of: the folder of the content, the value of
 * `authorization`, that of `x-tail`, query and form (see ServerStage); then a line for each listener: certificate, key, tickets, group and suite, with tabs between. It answers
 * `/<framing>/<size>.json` with that file of the folder, listens on free ports, prints them as one line of JSON, and ends when its stdin does.
 */
export async function startTold(command: Command, stage: ServerStage): Promise<RunningServer> {
  const { settings, identities, content, authorization, tail, form } = stage;
  const listeners = settings.map(({ certificate, tickets, group, suite }) =>
    [identities[certificate].certificateFile, identities[certificate].keyFile, tickets, group, suite].join(
      '\t',
    ),
  );
  const file = join(stage.folder, 'told.tsv');
  await writeFile(file, [content.folder, authorization, tail, form, ...listeners].join('\n'), {
    mode: 0o600,
  });
  const { ready, close } = await startProcess({ ...command, args: [...command.args, file] }, (line) =>
    line.startsWith('['),
  );
  return { ports: JSON.parse(ready) as number[], close };
}
