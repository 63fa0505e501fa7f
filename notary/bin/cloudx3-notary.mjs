#!/usr/bin/env node
import { MANY_CONNECTIONS, launch } from '@cloudx3/launcher';

launch(new URL('../src/cli/main.ts', import.meta.url), undefined, MANY_CONNECTIONS);
