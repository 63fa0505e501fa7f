import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { runCommand } from '../test/command.ts';
import { generateFolder } from './tree.ts';

/** proto/cloudx3/v1/*.proto → proto/gen, by buf and protoc-gen-es. */
export function generateProtoCodecs(check: boolean): Promise<string[]> {
  return generateFolder('proto/gen', check, async (into) => {
    const bin = join(repositoryRoot, 'node_modules', '.bin');
    const template = JSON.stringify({
      version: 'v2',
      plugins: [
        { local: join(bin, 'protoc-gen-es'), out: into, opt: ['target=js+dts', 'import_extension=js'] },
      ],
    });
    const { code } = await runCommand(join(bin, 'buf'), ['generate', '--template', template], {
      cwd: join(repositoryRoot, 'proto'),
    });
    if (code !== 0) throw new Error('buf could not generate the codecs; its output is above');
  });
}
