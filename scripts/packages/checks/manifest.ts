import type { Rule } from './finding.ts';
import type { House, Subject } from './subject.ts';

/** Where the sources are. Whoever moves the repository changes this, and then what the check names. */
export const REPOSITORY_URL = 'git+https://github.com/cloudx3/cloudx3-iot.git';

const LICENCE = 'Apache-2.0';
/** What a reader of the tarball looks for first. */
const PAPERS = ['README.md', 'LICENSE', 'CHANGELOG.md'];

/** A package that is for others says so, and says what it is. */
export function manifestRules({ licence }: House): Rule<Subject>[] {
  return [
    { name: 'published', check: ({ workspace }) => checkPublished(workspace.manifest.private) },
    { name: 'described', check: ({ workspace }) => checkDescribed(workspace) },
    { name: 'papers', check: (subject) => checkPapers(subject, licence) },
  ];
}

function checkPublished(isPrivate: boolean | undefined): string[] {
  return isPrivate === true
    ? ['package.json says private: take it out, or add the folder to PRIVATE_FOLDERS in workspaces.ts']
    : [];
}

function checkDescribed({ folder, manifest }: Subject['workspace']): string[] {
  const { repository } = manifest;
  const wanted: readonly (readonly [boolean, string])[] = [
    [(manifest.description ?? '') !== '', 'description: one line on what the package is'],
    [manifest.license === LICENCE, `license: "${LICENCE}"`],
    [manifest.type === 'module', 'type: "module"'],
    [manifest.engines !== undefined, 'engines.node: the range of Node.js that runs it'],
    [manifest.exports !== undefined, 'exports: its doors'],
    [repository?.url === REPOSITORY_URL, `repository.url: "${REPOSITORY_URL}"`],
    [repository?.directory === folder, `repository.directory: "${folder}"`],
  ];
  return wanted.filter(([holds]) => !holds).map(([, member]) => `package.json lacks ${member}`);
}

function checkPapers({ files, read }: Subject, licence: string): string[] {
  const absent = PAPERS.filter((paper) => !files.includes(paper)).map((paper) => `${paper} is not packed`);
  const other = read('LICENSE') !== licence && files.includes('LICENSE');
  return other ? [...absent, 'LICENSE differs from the one of the repository'] : absent;
}
