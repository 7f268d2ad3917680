/** The V8 of Node 20: another may know other flags, and may do better by itself. */
const measuredWith = "11.3.";

/**
 * Has V8 run a function six times as long as usual before it optimises it. The run over a large plan
 * goes through all of its code some ten thousand times and ends: what the second core compiles for it
 * meanwhile, and again after each guess that was wrong, takes longer than it gives back. It is for a
 * program that has its process to itself.
 * https://nodejs.org/docs/latest-v20.x/api/v8.html#v8setflagsfromstringflags
 */
export function optimiseLate(): void {
  if (!process.versions.v8.startsWith(measuredWith)) return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=400000");
}
