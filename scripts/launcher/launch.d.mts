export declare const NODE_PACKAGES: Readonly<Record<string, string>>;
export declare const NODE_FLAGS: readonly string[];
export declare const MANY_CONNECTIONS: readonly string[];
export declare const MALLOC_ENVIRONMENT: Readonly<Record<string, string>>;
export declare function programEnvironment(): NodeJS.ProcessEnv;
export declare function nodeBinary(): string;
export declare function launch(
  script: URL | string,
  args?: readonly string[],
  flags?: readonly string[],
): void;
export declare const repositoryRoot: string;
