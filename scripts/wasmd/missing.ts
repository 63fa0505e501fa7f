import { runs } from './command.ts';
import { goPlatform } from './toolchain.ts';

/** What this machine lacks to build and run wasmd, and how to get it; undefined where nothing is. */
export async function missingForWasmd(): Promise<string | undefined> {
  if (goPlatform(process.platform, process.arch) === undefined)
    return `wasmd is built on Linux (x64, arm64) alone, and this is ${process.platform} on ${process.arch}`;
  if (!(await runs('go', 'version'))) return 'there is no go. On Debian 12: apt-get install golang-go';
  if (!(await runs('gcc', '--version')))
    return 'there is no gcc. On Debian 12: apt-get install gcc libc6-dev';
  if (!(await runs('setpriv', '--version')))
    return 'there is no setpriv. On Debian 12: apt-get install util-linux';
  return undefined;
}
