import { isAccountId } from "../../aws/account-id.ts";
import type { Notification } from "../../model/notification.ts";
import type { Place, Source } from "../../model/place.ts";
import type { Resource } from "../../model/resource.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { arnParts } from "../arn.ts";
import { embeddedPolicy } from "../embedded-policy.ts";
import { absentAt, plainString, textOf, unknownAt, withEntries } from "../plain-value.ts";

/** What a field of a response must be where it is there; `policy` is a document or its text. */
export type FieldKind = "string" | "boolean" | "number" | "list" | "map" | "policy";

/** How entities of one type are read out of responses. */
export interface EntityType {
  /** `ec2:VpcEndpoint`. */
  readonly type: string;
  /** The field that names the entity: its id, name or ARN; undefined where it has none. */
  readonly identity: string | undefined;
  /** Fields whose kind is checked; all others pass as they are. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** A field that holds the entity's ARN, which tells account and Region. */
  readonly arn?: string;
  /** A field that holds the account id of the owner. */
  readonly owner?: string;
  /** The account part of the ARN is not the account that the entity belongs to. */
  readonly foreignAccount?: boolean;
}

/** What is known of a response besides what stands in it. */
export interface Circumstances {
  /** What the call was about: the parent of the units that a response lists. */
  readonly of: string;
  /** The account that was asked, and the Region; absent where there is none. */
  readonly account: Value;
  readonly region: Value;
}

/** Collects the resources of one response, and what is wrong with it. */
export class ResponseReading {
  readonly source: Source;
  readonly resources: Resource[] = [];
  readonly notifications: Notification[] = [];
  /** Undefined for a response that stands alone in its file. */
  circumstances: Circumstances | undefined;
  readonly #addresses = new Map<string, number>();

  constructor(source: Source) {
    this.source = source;
  }

  /** What tells what the call was about: what is known of it, or the name of the file. */
  get about(): string {
    return this.circumstances?.of ?? this.source.path.split("/").at(-1) ?? "";
  }

  /**
   * Reads the entities of a list field; entries that are no objects are told and passed over.
   *
   * @param root - the response
   * @param key - the field
   * @param each - makes something of an entry
   */
  each(root: MapValue, key: string, each: (entry: MapValue) => void): void {
    const list = root.get(key);
    if (list.kind === "absent") return;
    if (list.kind !== "list") {
      this.malformed(`\`${key}\` is not a list`, list.place);
      return;
    }
    for (const item of list.items) {
      if (item.kind === "map") each(item);
      else this.malformed(`an entry of \`${key}\` is not an object`, item.place);
    }
  }

  /** Reads a field that holds one entity. */
  one(root: MapValue, key: string, make: (entry: MapValue) => void): void {
    const value = root.get(key);
    if (value.kind === "map") make(value);
    else if (value.kind !== "absent") this.malformed(`\`${key}\` is not an object`, value.place);
  }

  /**
   * Adds an entity. Fields of a wrong kind are told and become unknown; policies in strings are
   * parsed.
   *
   * @param entityType - what it is
   * @param body - its own object
   */
  add(entityType: EntityType, body: MapValue): void {
    const checked = this.checked(body, entityType.fields, entityType.type);
    const { identity } = entityType;
    const name = identity === undefined ? undefined : textOf(checked.get(identity))?.trim();
    if (identity !== undefined && (name === undefined || name === "")) {
      this.malformed(`an \`${entityType.type}\` has no \`${identity}\``, body.place);
    }
    const told = whereabouts(entityType, checked);
    const account = this.#orOwn(told.account, "account");
    const region = this.#orOwn(told.region, "region");
    const own = name === undefined || name === "" ? this.#nameless(entityType) : name;
    const address = this.#unique(`${this.#asked()}${own}`);
    this.resources.push({
      ecosystem: "aws-api",
      type: entityType.type,
      address,
      body: checked,
      account,
      region,
      place: { ...body.place, address },
    });
  }

  /**
   * An object whose fields have been checked.
   *
   * @param body - the object
   * @param fields - kinds by field name
   * @param what - what the object is, for messages
   */
  checked(body: MapValue, fields: Readonly<Record<string, FieldKind>>, what: string): MapValue {
    const entries = new Map<string, Value>();
    for (const [key, kind] of Object.entries(fields)) {
      const value = body.get(key);
      if (value.kind === "absent" || value.kind === "unknown") continue;
      if (kind === "policy" && (isKind(value, "map") || isKind(value, "string"))) {
        const policy = embeddedPolicy(value);
        for (const notification of policy.notifications) this.notifications.push(notification);
        if (policy.value !== value) entries.set(key, policy.value);
      } else if (!isKind(value, kind)) {
        const detail = `\`${key}\` of an \`${what}\` is not ${described[kind]}`;
        this.malformed(detail, value.place);
        entries.set(key, unknownAt("malformed", detail, value.place));
      }
    }
    return withEntries(body, entries);
  }

  /** Tells that something in the response is not what AWS prints. */
  malformed(message: string, place: Place): void {
    const { path } = this.source;
    this.notifications.push({ level: "error", code: "malformed-response", message, path, place });
  }

  /** Tells that something which matters does not stand in the response. */
  note(code: string, message: string, place: Place): void {
    this.notifications.push({ level: "note", code, message, path: this.source.path, place });
  }

  #orOwn(told: Value, key: "account" | "region"): Value {
    return told.kind === "absent" ? (this.circumstances?.[key] ?? told) : told;
  }

  /** Names are unique in the account and the Region that were asked. */
  #asked(): string {
    const { account, region } = this.circumstances ?? {};
    const parts = [account, region].flatMap((part) => (part?.kind === "scalar" ? [part.text] : []));
    return parts.map((part) => `${part}/`).join("");
  }

  #nameless({ type }: EntityType): string {
    if (this.circumstances === undefined) return this.source.path;
    const name = type.slice(type.indexOf(":") + 1);
    return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  }

  #unique(name: string): string {
    const count = (this.#addresses.get(name) ?? 0) + 1;
    this.#addresses.set(name, count);
    return count === 1 ? name : `${name}#${String(count)}`;
  }
}

const described: Readonly<Record<FieldKind, string>> = {
  string: "a string",
  boolean: "a boolean",
  number: "a number",
  list: "a list",
  map: "an object",
  policy: "a policy document",
};

function isKind(value: Value, kind: FieldKind): boolean {
  switch (kind) {
    case "list":
      return value.kind === "list";
    case "map":
      return value.kind === "map";
    case "policy":
      return false;
    default:
      return value.kind === "scalar" && typeof value.value === kind;
  }
}

function whereabouts(type: EntityType, body: MapValue): { account: Value; region: Value } {
  const arn = type.arn === undefined ? undefined : body.get(type.arn);
  const parts = arn === undefined ? undefined : arnParts(textOf(arn) ?? "");
  const owner = type.owner === undefined ? undefined : body.get(type.owner);
  const nowhere = absentAt(body.place);
  const told = arn !== undefined && parts !== undefined && type.foreignAccount !== true;
  const ownAccount = owner !== undefined && isAccountId(textOf(owner) ?? "") ? owner : undefined;
  return {
    account:
      ownAccount ??
      (told && isAccountId(parts.account) ? plainString(parts.account, arn.place) : nowhere),
    region: told && parts.region !== "" ? plainString(parts.region, arn.place) : nowhere,
  };
}
