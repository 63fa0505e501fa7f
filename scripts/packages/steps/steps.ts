import type { Step } from '../step.ts';
import { browser } from './browser.ts';
import { doors } from './doors.ts';
import { libraries } from './libraries.ts';
import { network } from './network.ts';
import { programs } from './programs.ts';
import { types } from './types.ts';
import { vendor } from './vendor.ts';

/** What is tried of the installed packages, cheap first. */
export const STEPS: readonly Step[] = [types, doors, programs, libraries, browser, vendor, network];
