import { expect, it } from "vitest";
import { Stopwatch } from "../../src/run/stopwatch.ts";
import { memoryHost } from "../memory-host.ts";

it("a stopwatch measures each phase from the end of the one before", () => {
  const moments = [10, 15, 15, 40];
  const watch = new Stopwatch({ ...memoryHost({}), monotonic: () => moments.shift() ?? 0 });
  for (const phase of ["load", "link", "check"]) watch.phase(phase);
  expect(watch.phases).toEqual([
    { phase: "load", milliseconds: 5 },
    { phase: "link", milliseconds: 0 },
    { phase: "check", milliseconds: 25 },
  ]);
});
