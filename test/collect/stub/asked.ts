import type { StubRequest } from "./wire.ts";
import type { World } from "./world.ts";

/** A question to a world. */
export interface Asked {
  readonly world: World;
  readonly account: string;
  readonly request: StubRequest;
}
