#!/usr/bin/env node
import { launch } from '@cloudx3/launcher';

launch(new URL('../src/cli/main.ts', import.meta.url));
