import { CONTENT_RULES } from './contents.ts';
import { DOOR_RULES } from './doors.ts';
import { engineRules } from './engines.ts';
import type { Rule } from './finding.ts';
import { importRules } from './imports.ts';
import { manifestRules } from './manifest.ts';
import { rangeRules } from './ranges.ts';
import type { House, Subject } from './subject.ts';

/** What must hold of a package before anybody installs it. */
export function packageRules(house: House): Rule<Subject>[] {
  return [
    ...manifestRules(house),
    ...CONTENT_RULES,
    ...DOOR_RULES,
    ...importRules(house),
    ...rangeRules(house),
    ...engineRules(house),
  ];
}
