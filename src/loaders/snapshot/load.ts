import type { Source } from "../../model/place.ts";
import type { LoadedDocument } from "../../model/resource.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { ResponseReading, type Circumstances } from "../aws-response/entity.ts";
import { shapeOf } from "../aws-response/load.ts";
import { absentAt, entryOf, itemsOf, plainMap, plainString, textOf } from "../plain-value.ts";
import { readUnread, type Unread } from "./unread.ts";

/** Whether a value is a snapshot, of this version or of another. */
export function isSnapshot(value: Value): boolean {
  return (textOf(entryOf(value, "guardlint")) ?? "").startsWith("snapshot");
}

/**
 * Reads a snapshot: the answers of AWS, each as the response of its operation, in the account and
 * the Region that were asked. What could not be read becomes entities of which the same is unknown.
 *
 * @param source - the text
 * @param value - a snapshot
 */
export function loadSnapshot(source: Source, value: Value): LoadedDocument {
  const reading = new ResponseReading(source);
  const version = entryOf(value, "guardlint");
  if (textOf(version) !== "snapshot/v1") {
    const message =
      "this guardlint reads `snapshot/v1`, and the snapshot is of another version: collect it again, or use the guardlint that wrote it";
    reading.malformed(message, version.place);
  } else {
    readSnapshot(value, reading);
  }
  const { resources, notifications } = reading;
  return { source, format: "snapshot", standing: "observed", resources, notifications };
}

function readSnapshot(snapshot: Value, reading: ResponseReading): void {
  const unread: Unread[] = [];
  const nowhere = absentAt(snapshot.place);
  const organization = readAnswers(
    entryOf(snapshot, "organization"),
    { of: "", account: nowhere, region: nowhere },
    reading,
    unread,
  );
  const shared = entryOf(snapshot, "awsPolicies");
  if (shared.kind === "list") {
    readResponse(
      "iam get-account-authorization-details",
      plainMap([["Policies", shared]], shared.place),
      reading,
    );
  }
  const accounts = entryOf(snapshot, "accounts");
  for (const id of keysOf(accounts, reading)) {
    const own = entryOf(accounts, id);
    const account = plainString(id, own.place);
    const where = { of: "", account, region: nowhere };
    readAnswers(entryOf(own, "answers"), where, reading, unread);
    const regions = entryOf(own, "regions");
    for (const name of keysOf(regions, reading)) {
      const answers = entryOf(regions, name);
      const region = plainString(name, answers.place);
      readAnswers(answers, { ...where, region }, reading, unread);
    }
  }
  reading.circumstances = undefined;
  for (const notification of readUnread(unread, organization, reading)) {
    reading.notifications.push(notification);
  }
}

function keysOf(value: Value, reading: ResponseReading): readonly string[] {
  if (value.kind === "map") return value.keys();
  if (value.kind !== "absent") reading.malformed("an object was expected here", value.place);
  return [];
}

/** @returns the answers that were given */
function readAnswers(
  list: Value,
  where: Circumstances,
  reading: ResponseReading,
  unread: Unread[],
): readonly MapValue[] {
  if (list.kind !== "list") {
    if (list.kind !== "absent")
      reading.malformed("a list of answers was expected here", list.place);
    return [];
  }
  const given: MapValue[] = [];
  for (const answer of described(itemsOf(list))) {
    const call = textOf(entryOf(answer, "call"));
    if (answer.kind !== "map" || call === undefined) {
      reading.malformed("an answer has no `call`", answer.place);
      continue;
    }
    const of = textOf(answer.get("of")) ?? "";
    const circumstances = { ...where, of };
    const response = answer.get("response");
    const missing = answer.get("unread");
    if (response.kind === "map") {
      given.push(answer);
      reading.circumstances = circumstances;
      readResponse(call, response, reading);
    } else if (missing.kind === "map") {
      const action = textOf(missing.get("action")) ?? call;
      const because = textOf(missing.get("because")) ?? "nothing says why";
      unread.push({ call, circumstances, action, because, place: answer.place });
    } else {
      reading.malformed("an answer has neither a `response` nor `unread`", answer.place);
    }
  }
  return given;
}

/** What a VPC is comes before what is said of it, so that it is named after the former. */
function described(answers: readonly Value[]): readonly Value[] {
  const isAttribute = (answer: Value): boolean =>
    textOf(entryOf(answer, "call")) === "ec2 describe-vpc-attribute";
  return [
    ...answers.filter((answer) => !isAttribute(answer)),
    ...answers.filter((answer) => isAttribute(answer)),
  ];
}

/** What lists endpoints lists all of an account and Region, be it none. */
const endpointList = {
  type: "ec2:VpcEndpointList",
  identity: undefined,
  fields: {},
} as const;

function readResponse(call: string, response: MapValue, reading: ResponseReading): void {
  shapeOf(call)?.read(response, reading);
  if (call === "ec2 describe-vpc-endpoints") reading.add(endpointList, response);
}
