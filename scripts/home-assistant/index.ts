export { installHomeAssistant } from './install.ts';
export type { InstallDeps, InstallOptions, InstallProgress, Installation } from './install.ts';
export { startHomeAssistant } from './start.ts';
export type { RunningHomeAssistant, StartOptions, StartProgress } from './start.ts';
