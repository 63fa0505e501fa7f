export { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
export { DEFAULT_CACHE_DIR, installHomeAssistant } from './install.ts';
export type { InstallDeps, InstallOptions, InstallProgress, Installation } from './install.ts';
export { HOME_ASSISTANT_VERSION } from './installation.ts';
export { startHomeAssistant } from './start.ts';
export type { RunningHomeAssistant, StartOptions, StartProgress } from './start.ts';
