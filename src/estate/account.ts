import { isAccountId } from "../aws/account-id.ts";
import type { Place } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";
import type { Settings } from "../model/settings.ts";
import type { Fact, Value } from "../model/value.ts";
import type { Origin } from "./draft.ts";
import type { Group } from "./group.ts";
import { tell } from "./group.ts";
import { known } from "./read.ts";

/** Finds the account that a file deploys to where the file does not tell. */
export type AccountOfFile = (path: string) => string | undefined;

/** A draft, which may speak of another account than its resource's. */
type Located = Origin & { readonly account?: Value };

type Told = Pick<Resource, "account" | "region">;

/** Makes the account and the Region of nodes. */
export class Whereabouts {
  readonly #accountOfFile: AccountOfFile;
  /** What resources tell, which takes some finding out. */
  readonly #told = new Map<Resource, Told>();

  /** @param accountOfFile - what the configuration says of files that do not tell themselves */
  constructor(accountOfFile: AccountOfFile) {
    this.#accountOfFile = accountOfFile;
  }

  /**
   * @param group - drafts of one thing
   * @param arn - its ARN, which tells the account and the Region too
   */
  of(
    group: Group<Located>,
    arn?: Fact<string>,
  ): { readonly account: Fact<string>; readonly region: Fact<string> } {
    const place = group[0].resource.place;
    const [region, account] = arn?.state === "known" ? partsOfArn(arn.value) : [];
    return {
      account: isEmpty(account) ? this.#account(group, place) : known(account, place),
      region: isEmpty(region) ? this.#region(group, place) : known(region, place),
    };
  }

  #account(group: Group<Located>, place: Place): Fact<string> {
    const told = tell(group, (draft) => draft.account ?? this.#tell(draft.resource).account);
    if (told.state === "known" && isAccountId(told.value)) return told;
    for (const { document } of group) {
      const account = this.#accountOfFile(document.source.path);
      if (account !== undefined) return known(account, place);
    }
    return told.state === "unknown" ? told : { state: "absent", place };
  }

  #region(group: Group<Located>, place: Place): Fact<string> {
    const told = tell(group, ({ resource }) => this.#tell(resource).region);
    return told.state === "absent" ? { state: "absent", place } : told;
  }

  #tell(resource: Resource): Told {
    const known = this.#told.get(resource);
    if (known !== undefined) return known;
    const { account, region } = resource;
    const told = { account, region };
    this.#told.set(resource, told);
    return told;
  }
}

function isEmpty(text: string | undefined): text is undefined | "" {
  return text === undefined || text === "";
}

/** `arn:partition:service:region:account:resource` */
function partsOfArn(arn: string): readonly [region: string, account: string] {
  const parts = arn.split(":", 6);
  return [parts[3] ?? "", parts[4] ?? ""];
}

/**
 * Whether two nodes can lie in the same account and Region: what is not known contradicts nothing.
 */
export function compatible(
  one: { readonly account: Fact<string>; readonly region: Fact<string> },
  other: { readonly account: Fact<string>; readonly region: Fact<string> },
): boolean {
  return agree(one.account, other.account) && agree(one.region, other.region);
}

function agree(one: Fact<string>, other: Fact<string>): boolean {
  return one.state !== "known" || other.state !== "known" || one.value === other.value;
}

/** The account patterns of the configuration, matched by the caller's path matcher. */
export function accountOfFile(
  settings: Pick<Settings, "accounts">,
  matches: (pattern: string, path: string) => boolean,
): AccountOfFile {
  return (path) =>
    settings.accounts.find(({ path: pattern }) => pattern === undefined || matches(pattern, path))
      ?.account;
}
