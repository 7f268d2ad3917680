import type { ModuleSource } from "../source/module-source.ts";

/** How far a plan and a configuration declare the same in their root modules. */
export interface Fit {
  readonly module: ModuleSource;
  readonly both: number;
  readonly onlyPlanned: readonly string[];
  readonly onlyWritten: readonly string[];
}

/** Which configuration a plan was made of. */
export type Match =
  | { readonly kind: "one"; readonly fit: Fit }
  /** Several declare the same, and nothing says which one it is. */
  | { readonly kind: "several"; readonly modules: readonly ModuleSource[] }
  /** With the one that comes nearest. */
  | { readonly kind: "none"; readonly nearest: Fit | undefined };

/**
 * Finds the configuration that a plan was made of: the first group that has one which declares at
 * least half of what either of them declares, since one of the two may have been edited since.
 *
 * @param names - what the plan declares in its root module
 * @param groups - modules, likely ones before others; within a group none is more likely
 */
export function matched(
  names: ReadonlySet<string>,
  groups: readonly (readonly ModuleSource[])[],
): Match {
  let nearest: Fit | undefined;
  for (const group of groups) {
    const fits = [...new Set(group)].map((module) => fitOf(names, module));
    const best = fits.reduce<Fit | undefined>(
      (one, other) => (one === undefined || share(other) > share(one) ? other : one),
      undefined,
    );
    if (best === undefined) continue;
    if (nearest === undefined || share(best) > share(nearest)) nearest = best;
    if (share(best) < 0.5) continue;
    const same = fits.filter((fit) => share(fit) === share(best));
    return same.length === 1
      ? { kind: "one", fit: best }
      : { kind: "several", modules: same.map(({ module }) => module) };
  }
  return { kind: "none", nearest };
}

function fitOf(planned: ReadonlySet<string>, module: ModuleSource): Fit {
  const calls = [...module.calls.keys()].map((name) => `module.${name}`);
  const written = new Set([...module.resources.keys(), ...calls]);
  const onlyPlanned = [...planned].filter((name) => !written.has(name));
  const onlyWritten = [...written].filter((name) => !planned.has(name));
  return { module, both: planned.size - onlyPlanned.length, onlyPlanned, onlyWritten };
}

/** Of all that either declares, how much both do. */
function share({ both, onlyPlanned, onlyWritten }: Fit): number {
  const all = both + onlyPlanned.length + onlyWritten.length;
  return all === 0 ? 0 : both / all;
}
