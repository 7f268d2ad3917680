import { isList, isObject, textIn, type Json, type JsonObject } from "./json.ts";

/** What a call is asked about. */
export interface Input {
  /** Goes on where the page before ended. */
  readonly token: string | undefined;
  /** The id, name or type that the call is about; empty where it is about the account. */
  readonly of: string;
  /** A second one: the cluster of an add-on, an attribute's name, the name of a session. */
  readonly and: string;
}

/** Asks AWS once. */
export type Send = (input: Input) => Promise<object>;

/**
 * Which fields of a response are kept, by their names; those of the objects of a list, or of an
 * object, are told one by one, and `"whole"` keeps everything below.
 */
export interface Kept {
  readonly [key: string]: readonly string[] | "whole" | Kept;
}

/** Where a call is made: once, in each account, in each Region, or to get into an account. */
export type Scope = "organization" | "account" | "region" | "access";

/**
 * One of AWS's read operations. The table of these is what is called, what the snapshot holds, and
 * what the policy of `--print-policy` permits.
 */
export interface Call {
  /** As the AWS CLI names it: `ec2 describe-vpcs`. */
  readonly name: string;
  /** The permission that it takes, which is also what a refusal names. */
  readonly action: string;
  readonly scope: Scope;
  readonly kept: Kept;
  /** What the answer is for. */
  readonly feeds: string;
  /** Fields that hold a name which people gave, and the id that stands in for it: `--redact`. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Settings that the clients of all services share. */
export interface ClientSettings {
  readonly region: string;
  /** Where there are none, the SDK finds them as ever: environment, profiles, SSO, metadata. */
  readonly credentials?: Credentials;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly maxAttempts: number;
  readonly retryMode: "adaptive";
  /** Shared, so that connections are. */
  readonly requestHandler: RequestHandling;
}

/** How long to wait, and how many connections to hold open. */
export interface RequestHandling {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly httpsAgent: { readonly maxSockets: number; readonly keepAlive: boolean };
  readonly httpAgent: { readonly maxSockets: number; readonly keepAlive: boolean };
}

/** Temporary or lasting credentials. They are never written down. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The calls of one service, and how to make them; opening it loads its SDK. */
export interface Service {
  readonly name: string;
  readonly calls: readonly Call[];
  open(settings: ClientSettings): Promise<ReadonlyMap<string, Send>>;
}

/**
 * What of a response is kept: no secrets, no moments, nothing that nobody judges.
 *
 * @param call - says which fields
 * @param response - as AWS sent it
 * @param redact - whether names are replaced by ids
 */
export function keptOf(call: Call, response: JsonObject, redact: boolean): JsonObject {
  return objectKept(response, call.kept, redact ? call.names : undefined);
}

function objectKept(object: JsonObject, kept: Kept, names: Call["names"]): JsonObject {
  const entries = Object.entries(kept).flatMap(([key, below]): [string, Json][] => {
    const value = object[key];
    if (value === undefined) return [];
    const stand = names?.[key];
    if (stand !== undefined) return [[key, object[stand] ?? "redacted"]];
    return [[key, valueKept(names === undefined ? value : withoutName(key, value), below, names)]];
  });
  return Object.fromEntries(entries);
}

function valueKept(
  value: Json,
  kept: readonly string[] | "whole" | Kept,
  names: Call["names"],
): Json {
  if (kept === "whole") return value;
  if (isList(value)) return value.map((item) => valueKept(item, kept, names));
  if (!isObject(value)) return value;
  return objectKept(value, isFields(kept) ? fieldsOf(kept) : kept, names);
}

function isFields(kept: readonly string[] | Kept): kept is readonly string[] {
  return Array.isArray(kept);
}

function fieldsOf(fields: readonly string[]): Kept {
  return Object.fromEntries(fields.map((field) => [field, "whole"]));
}

/** The tag `Name` is for people alone. */
function withoutName(field: string, value: Json): Json {
  if (field !== "Tags" || !isList(value)) return value;
  return value.filter((tag) => textIn(tag, "Key") !== "Name");
}
