import { isAccountId } from "../../aws/account-id.ts";
import type { CompiledElement, CompiledPolicy } from "../../iam/compile.ts";
import { readRequest } from "../../iam/request.ts";
import { mentionsOf, type Mention } from "../../iam/search/mentions.ts";
import type { OrganizationFamily } from "../../iam/search/question.ts";
import type { AskedCluster } from "./asked-cluster.ts";

/** An account or a partition that a policy names. */
export interface Named {
  readonly account: string | undefined;
  readonly partition: string | undefined;
}

/** Each tells of accounts, and nothing else that an account brings along is compared by policies. */
const accountKeys = ["aws:principalarn", "aws:principalaccount", "aws:resourceaccount"];

/** What policies can tell clusters and their accounts apart by; the rest makes no difference. */
export class Distinctions {
  /** The condition keys that they depend on. */
  readonly mentions: ReadonlyMap<string, Mention>;
  readonly named: readonly Named[];
  /** Whether accounts are told apart by more than the ids that are named. */
  readonly accountsByPart: boolean;
  readonly #accounts: ReadonlySet<string>;
  readonly #tags: readonly string[];
  /** Those that do not speak of all clusters alike. */
  readonly #resources: readonly CompiledElement[];

  /**
   * @param policies - those that bear on the question
   * @param patterns - further patterns of principals
   */
  constructor(policies: readonly CompiledPolicy[], patterns: readonly string[] = []) {
    this.mentions = mentionsOf(policies);
    this.#resources = policies.flatMap(({ statements }) =>
      statements.flatMap(({ resource }) =>
        resource === undefined || speaksOfAll(resource) ? [] : [resource],
      ),
    );
    const resources = this.#resources.flatMap(({ element }) =>
      element.items.flatMap((item) => (item.kind === "text" ? [item.text] : [])),
    );
    const texts = accountKeys.flatMap((key) => [...(this.mentions.get(key)?.values ?? [])]);
    const all = [...texts, ...principalsOf(policies), ...resources, ...patterns];
    this.named = all.map(namedIn).filter(({ account, partition }) => account ?? partition);
    this.#accounts = new Set(this.named.flatMap(({ account }) => account ?? []));
    this.accountsByPart = all.some(tellsByPart) || this.#comparesAccounts();
    this.#tags = [...this.mentions.keys()].flatMap((key) =>
      key.startsWith(resourceTag) ? [key.slice(resourceTag.length)] : [],
    );
  }

  /** @returns the same text for clusters of which no policy can tell one from the other */
  classOf(cluster: AskedCluster, organization: OrganizationFamily): string {
    const { account, partition, region, standIn, states, tags } = cluster;
    const isNamed = this.accountsByPart || this.#accounts.has(account);
    const paths = this.mentions.has("aws:principalorgpaths") ? organization : organization.kind;
    return JSON.stringify([
      partition,
      standIn,
      isNamed ? account : "",
      this.#meant(cluster),
      this.mentions.has("aws:requestedregion") ? (region ?? "") : "",
      states.map((state) => state ?? null),
      this.#tags.length === 0 ? "" : tags.rest,
      this.#tags.map((tag) =>
        tags.told.flatMap(({ key, value }) => (key.toLowerCase() === tag ? [value ?? null] : [])),
      ),
      paths,
    ]);
  }

  /** Which resources of the policies mean a cluster; the cluster itself where that is not plain. */
  #meant({ arn, resources, standIn }: AskedCluster): string {
    if (this.#resources.length === 0) return "";
    const isOne = resources.length === 1 && !standIn.account && !standIn.partition;
    const request = readRequest({ principal: "*", action: "eks:TagResource", resource: arn });
    if (!isOne || !request.ok || this.#resources.some(dependsOnRequest)) return arn;
    const meant = this.#resources.flatMap(({ tests }) =>
      tests.map((test) => test(request.request)),
    );
    return meant.map((truth) => (truth === true ? "1" : "0")).join("");
  }

  /** Whether something beside a principal's ARN is compared with the account that it is of. */
  #comparesAccounts(): boolean {
    return [...this.mentions].some(
      ([key, { values }]) =>
        !accountKeys.includes(key) && [...values].some((value) => ownAccount.test(value)),
    );
  }
}

const resourceTag = "aws:resourcetag/";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html */
function isAnyCluster(resource: string): boolean {
  if (resource === "*") return true;
  const [arn, partition = "", service, region, account, name, ...more] = resource.split(":");
  return (
    arn === "arn" &&
    (partition === "*" || partition.startsWith("aws")) &&
    (service === "*" || service === "eks") &&
    region === "*" &&
    account === "*" &&
    (name === "*" || name === "cluster/*") &&
    more.length === 0
  );
}

const ownAccount = /\$\{aws:(?:principal|resource)(?:account|arn)\b/i;

function speaksOfAll({ element, rest }: CompiledElement): boolean {
  if (rest !== undefined) return false;
  return element.items.every((item) => item.kind === "text" && isAnyCluster(item.text));
}

/** Whether policy variables stand in a list of resources, or something that is not known. */
function dependsOnRequest({ element: { items } }: CompiledElement): boolean {
  return items.some((item) => item.kind === "unknown" || item.text.includes("${"));
}

function principalsOf(policies: readonly CompiledPolicy[]): readonly string[] {
  return policies.flatMap(({ document }) =>
    document.statements.flatMap(({ principal }) =>
      (principal?.groups ?? []).flatMap(({ kind, patterns }) =>
        kind === "AWS"
          ? patterns.items.flatMap((item) => (item.kind === "text" ? [item.text] : []))
          : [],
      ),
    ),
  );
}

function namedIn(text: string): Named {
  if (isAccountId(text)) return { account: text, partition: undefined };
  const [start, partition, , , account = ""] = text.split(":", 5);
  if (start !== "arn") return { account: undefined, partition: undefined };
  return { account: isAccountId(account) ? account : undefined, partition };
}

/** Whether a text tells accounts apart by a part of their ids: `arn:aws:iam::1111*:root`. */
function tellsByPart(text: string): boolean {
  if (isAccountId(text)) return false;
  const plain = text.replace(/\$\{aws:(?:Principal|Resource)Account\}/gi, "*");
  const parts = plain.split(":");
  const account = parts.length < 6 ? plain : (parts[4] ?? "");
  return !isAccountId(account) && /[\d?]/.test(account);
}
