import { findConfiguration } from "../config/find-configuration.ts";
import { readSettings } from "../config/read-settings.ts";
import { accountOfFile, type AccountOfFile } from "../estate/account.ts";
import type { Assumption } from "../loaders/cloudformation/stack.ts";
import { isScript } from "../loaders/typescript/recognise.ts";
import type { Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { Settings } from "../model/settings.ts";
import { folderOf } from "./boundaries.ts";
import { loadContext } from "./context.ts";
import { discover, relativePath, type Candidate } from "./discover.ts";
import { isConfiguration, withConfigurations, type LoadedAll } from "./load-configurations.ts";
import { loadScriptsOf } from "./load-scripts.ts";
import { loadTemplatesOf, parameterTexts, type TemplateOptions } from "./load-templates.ts";
import { loadFile, type LoadOutcome } from "./load.ts";
import { patternMatcher } from "./path-patterns.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** Values for Terraform's variables, as `terraform plan` takes them. */
export interface TerraformVariables {
  /** `name=value` */
  readonly values: readonly string[];
  /** Paths relative to the working directory. */
  readonly files: readonly string[];
}

/** Which inputs to read. */
export interface InputOptions {
  /** Files and directories, relative to the working directory or absolute; `-` is standard input. */
  readonly paths: readonly string[];
  /** The configuration file; undefined looks for one in the working directory. */
  readonly config: string | undefined;
  /** Whether `.gitignore` and the configuration's `ignore` hold. */
  readonly ignore: boolean;
  /** Values for the variables of Terraform configurations. */
  readonly variables?: TerraformVariables | undefined;
  /** What CloudFormation templates are deployed with. */
  readonly templates?: TemplateOptions | undefined;
  /** Folders that hold the configurations of the plans. */
  readonly sources?: readonly string[] | undefined;
  /** Files that the paths are judged against, and that are not judged themselves. */
  readonly context?: readonly string[] | undefined;
}

/** What was read, or why nothing was: a configuration that cannot be used. */
export type LoadedInputs =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly account: AccountOfFile;
      readonly loaded: readonly LoadOutcome[];
      /** The texts of the context. */
      readonly context: ReadonlySet<Source>;
      readonly notifications: readonly Notification[];
      /** What was read, where a condition of a template holds, or does not hold. */
      readonly under: (assumption: Assumption) => Promise<readonly LoadOutcome[]>;
      /** What was read, where files deploy to other accounts than the configuration says. */
      readonly deployedTo: (account: AccountOfFile) => Promise<readonly LoadOutcome[]>;
    }
  | { readonly ok: false; readonly notifications: readonly Notification[] };

/**
 * Reads the configuration and every input.
 *
 * @param host - the world
 * @param options - which inputs
 * @param watch - is told of each phase
 */
export async function loadInputs(
  host: Host,
  options: InputOptions,
  watch: Stopwatch,
): Promise<LoadedInputs> {
  const configuration = findConfiguration(host, options.config);
  if (!configuration.ok) return configuration;
  const { settings, notifications } = await readSettings(configuration.source);
  watch.phase("configuration");
  if (settings === undefined) return { ok: false, notifications };
  const configured = settings.file === undefined ? [] : [relativePath(host.cwd, settings.file)];
  const ignored = options.ignore ? settings.ignore : undefined;
  const found = discover(host, options.paths, ignored, new Set(configured));
  watch.phase("discover");
  const account = accountOfFile(settings, patternMatcher());
  const files = await loadFiles(host, found.candidates);
  const around = (): readonly string[] => {
    const { candidates: all } = discover(host, ["."], ignored, new Set());
    return [...new Set(all.filter(isConfiguration).map(({ path }) => folderOf(path)))];
  };
  const read = await withPrograms(host, files, options, account, around);
  const deployed = options.templates ?? { parameterFiles: [], stackTags: [] };
  const own = await loadTemplatesOf(host, read.loaded, options.paths, deployed, account);
  const context = await loadContext(host, options.context ?? []);
  const loaded = [...own, ...context.loaded];
  watch.phase("load");
  return {
    ok: true,
    settings,
    account,
    loaded,
    context: new Set(context.loaded.flatMap(({ sources }) => sources)),
    notifications: [
      ...notifications,
      ...found.notifications,
      ...context.notifications,
      ...loaded.flatMap((outcome) => outcome.notifications),
      ...read.notifications,
    ],
    under: (assumption) =>
      loadTemplatesOf(host, read.loaded, options.paths, deployed, account, assumption),
    deployedTo: async (other) => {
      const again = await withPrograms(host, files, options, other, around);
      const all = await loadTemplatesOf(host, again.loaded, options.paths, deployed, other);
      return [...all, ...context.loaded];
    },
  };
}

/** Files that are read one by one, and those that are read together. */
interface Files {
  readonly loaded: readonly LoadOutcome[];
  readonly configurations: readonly Candidate[];
  readonly scripts: readonly Candidate[];
}

async function loadFiles(host: Host, candidates: readonly Candidate[]): Promise<Files> {
  const loaded: LoadOutcome[] = [];
  const configurations: Candidate[] = [];
  const scripts: Candidate[] = [];
  for (const candidate of candidates) {
    if (isConfiguration(candidate)) configurations.push(candidate);
    else if (isScript(candidate.path)) scripts.push(candidate);
    else loaded.push(await loadFile(host, candidate));
  }
  return { loaded, configurations, scripts };
}

/** Works out programs, and Terraform configurations with their plans. */
async function withPrograms(
  host: Host,
  { loaded, configurations, scripts }: Files,
  options: InputOptions,
  account: AccountOfFile,
  around: () => readonly string[],
): Promise<LoadedAll> {
  const programs: LoadOutcome[] = [];
  if (scripts.length > 0) {
    const parameters = await parameterTexts(host, options.templates?.parameterFiles ?? []);
    const deployed = { accountOfFile: account, parameters };
    programs.push(...(await loadScriptsOf(host, scripts, options.paths, deployed)));
  }
  return withConfigurations(
    host,
    [...loaded, ...programs],
    configurations,
    options,
    account,
    around,
  );
}
