import type { AccountOfFile } from "../estate/account.ts";
import { buildEstate } from "../estate/build.ts";
import type { Assumption } from "../loaders/cloudformation/stack.ts";
import type { Estate } from "../model/estate.ts";
import type { Host } from "../model/host.ts";
import { loadInputs, type InputOptions, type LoadedInputs } from "./load-inputs.ts";
import type { LoadOutcome } from "./load.ts";
import type { Stopwatch } from "./stopwatch.ts";

type Inputs = Extract<LoadedInputs, { readonly ok: true }>;

/** The inputs as one estate. */
export interface LinkedInputs extends Omit<Inputs, "under" | "deployedTo"> {
  readonly estate: Estate;
  /** The estate where a condition of a template holds, or does not hold. */
  readonly under: (assumption: Assumption) => Promise<Estate>;
  /** The estate where files deploy to other accounts than the configuration says. */
  readonly deployedTo: (account: AccountOfFile) => Promise<Estate>;
}

/** The inputs as one estate, or why there is none: a configuration that cannot be used. */
export type ReadEstate = LinkedInputs | Extract<LoadedInputs, { readonly ok: false }>;

/**
 * Reads the configuration and every input, and links them.
 *
 * @param host - the world
 * @param options - which inputs
 * @param watch - is told of each phase
 */
export async function readEstate(
  host: Host,
  options: InputOptions,
  watch: Stopwatch,
): Promise<ReadEstate> {
  const inputs = await loadInputs(host, options, watch);
  return inputs.ok ? linkInputs(inputs, watch) : inputs;
}

/** Links what was read. */
export function linkInputs(inputs: Inputs, watch: Stopwatch): LinkedInputs {
  const { settings, account } = inputs;
  const link = (
    outcomes: readonly LoadOutcome[],
    accountOfFile: AccountOfFile,
  ): ReturnType<typeof buildEstate> =>
    buildEstate(
      outcomes.flatMap(({ documents }) => documents),
      settings.facts,
      accountOfFile,
    );
  const linked = link(inputs.loaded, account);
  watch.phase("link");
  return {
    ...inputs,
    estate: linked.estate,
    notifications: [...inputs.notifications, ...linked.notifications],
    under: async (assumption) => link(await inputs.under(assumption), account).estate,
    deployedTo: async (other) => link(await inputs.deployedTo(other), other).estate,
  };
}
